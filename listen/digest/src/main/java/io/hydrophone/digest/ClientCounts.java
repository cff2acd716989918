package io.hydrophone.digest;

import io.hydrophone.digest.summary.ClientRanking;
import io.hydrophone.digest.summary.ClientShare;
import io.hydrophone.protocol.ServerStatus;
import io.hydrophone.wire.Outcome;
import io.hydrophone.wire.Query;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * The changing side of a {@link ClientRanking}: a fixed number of places. A newcomer takes the place of the client that
 * asked least, whose figures go to the others: so what is listed was asked at least so often, and the sum is exact.
 */
final class ClientCounts {
    private static final int PLACES = 16;

    /** The figures of a place, in the order of {@link ClientShare}. */
    private static final int COUNT = 0;

    private static final int ERRORS = 1;
    private static final int UNANSWERED = 2;
    private static final int LATENCY = 3;
    private static final int ERROR_LATENCY = 4;
    private static final int NO_INDEX = 5;
    private static final int NO_GOOD_INDEX = 6;
    private static final int SERVER_SLOW = 7;
    private static final int FIGURES = 8;

    private static final int FLAGS =
            ServerStatus.NO_INDEX_USED | ServerStatus.NO_GOOD_INDEX_USED | ServerStatus.QUERY_WAS_SLOW;

    private int[] clients = new int[2];
    private long[] figures = new long[2 * FIGURES];
    private final long[] others = new long[FIGURES];
    private int size;
    private int recent;

    void record(int client, Query query) {
        long[] of = figures(client);
        int at = recent * FIGURES;
        of[at + COUNT]++;
        long latency = Math.max(0, query.latencyNanos());
        of[at + LATENCY] += latency;
        if (query.outcome() != Outcome.OK) {
            boolean failed = query.outcome() == Outcome.ERROR;
            of[at + (failed ? ERRORS : UNANSWERED)]++;
            of[at + ERROR_LATENCY] += failed ? latency : 0;
        }
        int status = query.serverStatus();
        if (status > 0 && (status & FLAGS) != 0) {
            of[at + NO_INDEX] += bit(status, ServerStatus.NO_INDEX_USED);
            of[at + NO_GOOD_INDEX] += bit(status, ServerStatus.NO_GOOD_INDEX_USED);
            of[at + SERVER_SLOW] += bit(status, ServerStatus.QUERY_WAS_SLOW);
        }
    }

    private static int bit(int status, int mask) {
        return (status & mask) == 0 ? 0 : 1;
    }

    void add(ClientRanking ranking, ClientTable table) {
        for (ClientShare share : ranking.shares()) {
            long[] of = figures(table.of(share.client()).id);
            add(share, of, recent * FIGURES);
        }
        add(ranking.others(), others, 0);
    }

    private static void add(ClientShare share, long[] to, int at) {
        to[at + COUNT] += share.count();
        to[at + ERRORS] += share.errors();
        to[at + UNANSWERED] += share.unanswered();
        to[at + LATENCY] += share.latencyNanos();
        to[at + ERROR_LATENCY] += share.errorNanos();
        to[at + NO_INDEX] += share.noIndex();
        to[at + NO_GOOD_INDEX] += share.noGoodIndex();
        to[at + SERVER_SLOW] += share.serverSlow();
    }

    /** Makes {@link #recent} the client's place; most often the same client asks again. */
    private long[] figures(int client) {
        if (recent >= size || clients[recent] != client) {
            recent = place(client);
        }
        return figures;
    }

    private int place(int client) {
        for (int i = 0; i < size; i++) {
            if (clients[i] == client) {
                return i;
            }
        }
        if (size < PLACES) {
            if (size == clients.length) {
                clients = Arrays.copyOf(clients, Math.min(PLACES, 2 * size));
                figures = Arrays.copyOf(figures, clients.length * FIGURES);
            }
            clients[size] = client;
            Arrays.fill(figures, size * FIGURES, (size + 1) * FIGURES, 0);
            return size++;
        }
        int least = 0;
        for (int i = 1; i < size; i++) {
            if (figures[i * FIGURES] < figures[least * FIGURES]) {
                least = i;
            }
        }
        for (int figure = 0; figure < FIGURES; figure++) {
            others[figure] += figures[least * FIGURES + figure];
            figures[least * FIGURES + figure] = 0;
        }
        clients[least] = client;
        return least;
    }

    void reset() {
        size = 0;
        recent = 0;
        Arrays.fill(others, 0);
    }

    ClientRanking ranking(ClientTable table) {
        List<ClientShare> shares = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            shares.add(share(table.address(clients[i]), figures, i * FIGURES));
        }
        shares.sort(Comparator.comparingLong(ClientShare::count).reversed().thenComparing(ClientShare::client));
        return new ClientRanking(shares, share(ClientTable.OTHER, others, 0));
    }

    private static ClientShare share(String client, long[] of, int at) {
        return new ClientShare(
                client,
                of[at + COUNT],
                of[at + ERRORS],
                of[at + UNANSWERED],
                of[at + LATENCY],
                of[at + ERROR_LATENCY],
                of[at + NO_INDEX],
                of[at + NO_GOOD_INDEX],
                of[at + SERVER_SLOW]);
    }
}
