package io.hydrophone.digest;

import io.hydrophone.digest.summary.ClientSummary;
import io.hydrophone.digest.tag.TagReader;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Clients by address; those beyond the bound share one entry, {@value #OTHER}. */
final class ClientTable {
    static final String OTHER = "other";

    /** What one client asked. */
    static final class Client {
        final int id;
        final String address;
        private long count;
        private long errors = -1;
        private long totalNanos;
        private long slow;
        private final Slowest slowest = new Slowest();

        private Client(int id, String address) {
            this.id = id;
            this.address = address;
        }

        /** @param failed 1 when the query failed, 0 when not, −1 when not known */
        void record(int failed, long total) {
            count++;
            if (failed >= 0) {
                errors = Math.max(errors, 0) + failed;
            }
            totalNanos += Math.max(total, 0);
        }

        void recordSlow(long digest, long endNanos, long total, TagReader tags) {
            slow++;
            slowest.offer(digest, address, endNanos, total, tags);
        }

        private void reset() {
            count = 0;
            errors = -1;
            totalNanos = 0;
            slow = 0;
            slowest.reset();
        }
    }

    private final Map<String, Client> byAddress = new HashMap<>();
    private final List<Client> byId = new ArrayList<>();
    private final int limit;

    ClientTable(int limit) {
        this.limit = limit;
    }

    Client of(String address) {
        Client client = byAddress.get(address);
        if (client == null) {
            String name = byId.size() < limit ? address : OTHER;
            client = byAddress.get(name);
            if (client == null) {
                client = new Client(byId.size(), name);
                byId.add(client);
                byAddress.put(name, client);
            }
        }
        return client;
    }

    String address(int id) {
        return byId.get(id).address;
    }

    void add(ClientSummary summary) {
        Client client = of(summary.client());
        client.count += summary.count();
        if (summary.errors() >= 0) {
            client.errors = Math.max(client.errors, 0) + summary.errors();
        }
        client.totalNanos += summary.totalNanos();
        client.slow += summary.slow();
        client.slowest.offer(summary.slowest());
    }

    /** Those that took most of the time first. */
    List<ClientSummary> snapshot() {
        List<ClientSummary> summaries = new ArrayList<>();
        for (Client client : byId) {
            if (client.count != 0) {
                summaries.add(new ClientSummary(
                        client.address,
                        client.count,
                        client.errors,
                        client.totalNanos,
                        client.slow,
                        client.slowest.list()));
            }
        }
        summaries.sort(
                Comparator.comparingLong(ClientSummary::totalNanos).reversed().thenComparing(ClientSummary::client));
        return summaries;
    }

    void reset() {
        byId.forEach(Client::reset);
    }

    /** Whether most of the room is taken: by clients that may not come any more. */
    boolean isCrowded() {
        return 2 * byId.size() > limit;
    }

    /** Forgets all clients; their numbers are given anew. */
    void clear() {
        byAddress.clear();
        byId.clear();
    }
}
