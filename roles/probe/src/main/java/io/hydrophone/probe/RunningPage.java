package io.hydrophone.probe;

import io.hydrophone.client.Peer;
import io.hydrophone.client.RunningThreads;
import io.hydrophone.client.ServerThread;
import io.hydrophone.http.HttpRequest;
import io.hydrophone.probe.server.ServerWatch;
import io.hydrophone.sql.LiteralMask;
import io.hydrophone.wire.tcp.Addresses;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import tools.jackson.core.JsonGenerator;

/** What runs: as heard, with what the server says holds it up; as the server lists it where nothing is heard. */
final class RunningPage {
    /** Of one statement's. */
    private static final int MAX_BLOCKERS = 10;

    private final Probe probe;

    RunningPage(Probe probe) {
        this.probe = probe;
    }

    /** {@code /api/v1/running?top=}, oldest first. */
    void write(HttpRequest request, JsonGenerator json) throws TimeoutException, InterruptedException {
        request.expectOnly("top");
        long top = request.number("top", Observation.MAX_RUNNING, 1, Observation.MAX_RUNNING);
        ServerWatch server = probe.server();
        RunningThreads threads = server == null ? null : server.running();
        Observation seen = probe.observe();
        json.writeStartObject();
        json.writeNumberProperty("ts", seen.nanos() / 1_000);
        if (probe.options().listens()) {
            Map<Client, ServerThread> byClient = threads == null ? Map.of() : byClient(threads.running());
            json.writeNumberProperty("count", seen.runningCount());
            json.writeArrayPropertyStart("running");
            seen.running().stream().limit(top).forEach(statement -> {
                ServerThread thread =
                        server == null || !server.place().is(statement.key().instance())
                                ? null
                                : byClient.get(new Client(statement.key().client(), statement.clientPort()));
                heard(statement, thread, threads, json);
            });
            json.writeEndArray();
        } else if (threads != null) {
            json.writeNumberProperty("count", threads.running().size());
            json.writeArrayPropertyStart("running");
            threads.running().stream()
                    .sorted(Comparator.comparingLong(ServerThread::ageMicros).reversed())
                    .limit(top)
                    .forEach(thread -> listed(thread, threads, json));
            json.writeEndArray();
        } else {
            json.writeStringProperty("problem", "the server does not answer");
        }
        json.writeEndObject();
    }

    private record Client(String address, int port) {}

    private static Map<Client, ServerThread> byClient(List<ServerThread> running) {
        Map<Client, ServerThread> threads = new HashMap<>();
        for (ServerThread thread : running) {
            Peer peer = thread.peer();
            if (peer != null) {
                threads.put(new Client(Addresses.text(peer.address()), peer.port()), thread);
            }
        }
        return threads;
    }

    private static void heard(
            RunningStatement statement, ServerThread thread, RunningThreads threads, JsonGenerator json) {
        json.writeStartObject();
        json.writeNumberProperty("age_us", statement.ageNanos() / 1_000);
        json.writeNumberProperty("ts", statement.startNanos() / 1_000);
        json.writeStringProperty("session", Long.toString(statement.session()));
        json.writeStringProperty("client", statement.key().client() + ":" + statement.clientPort());
        json.writeStringProperty("server", statement.key().instance());
        known(json, "user", statement.key().user());
        known(json, "db", statement.key().database());
        json.writeStringProperty("command", statement.command().name());
        if (statement.sql() != null) {
            json.writeStringProperty("sql", statement.masked());
        }
        if (thread != null) {
            json.writeStringProperty("thread", Long.toString(thread.id()));
            known(json, "state", thread.state());
            blockers(thread, threads, json);
        }
        json.writeEndObject();
    }

    private void listed(ServerThread thread, RunningThreads threads, JsonGenerator json) {
        json.writeStartObject();
        thread(thread, thread.ageMicros(), json);
        json.writeStringProperty("server", probe.server().url().address());
        known(json, "db", thread.database());
        json.writeStringProperty("command", thread.command());
        blockers(thread, threads, json);
        json.writeEndObject();
    }

    private static void blockers(ServerThread waiter, RunningThreads threads, JsonGenerator json) {
        List<ServerThread> blockers = threads.blockers().get(waiter.id());
        if (blockers == null) {
            return;
        }
        json.writeArrayPropertyStart("blocked_by");
        blockers.stream().limit(MAX_BLOCKERS).forEach(blocker -> {
            json.writeStartObject();
            thread(blocker, blocker.transactionMicros() >= 0 ? blocker.transactionMicros() : blocker.ageMicros(), json);
            json.writeEndObject();
        });
        json.writeEndArray();
    }

    /** @param ageMicros of its statement, or of the transaction that holds a lock */
    private static void thread(ServerThread thread, long ageMicros, JsonGenerator json) {
        json.writeStringProperty("thread", Long.toString(thread.id()));
        known(json, "user", thread.user());
        known(json, "client", thread.host());
        if (ageMicros >= 0) {
            json.writeNumberProperty("age_us", ageMicros);
        }
        if (thread.sql() != null) {
            json.writeStringProperty("sql", LiteralMask.mask(thread.sql()));
        }
        known(json, "state", thread.state().isEmpty() ? thread.command() : thread.state());
    }

    private static void known(JsonGenerator json, String name, String value) {
        if (!value.isEmpty()) {
            json.writeStringProperty(name, value);
        }
    }
}
