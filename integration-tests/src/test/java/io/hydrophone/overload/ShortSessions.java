package io.hydrophone.overload;

import io.hydrophone.servers.Server;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/** Clients that connect, ask some questions and go, again and again. */
final class ShortSessions {
    /** In each session, besides what the driver asks by itself. */
    static final int QUESTIONS = 20;

    private final Server server;
    private final AtomicLong sessions = new AtomicLong();

    ShortSessions(Server server) {
        this.server = server;
    }

    /** Whether a statement's fingerprint is that of a question. */
    static boolean isQuestion(String fingerprint) {
        return fingerprint.startsWith("select ? as short");
    }

    /** Talks for so long; returns when all sessions are over. */
    void talk(int clients, Duration time) throws Exception {
        long end = System.nanoTime() + time.toNanos();
        List<Future<?>> all = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(clients)) {
            for (int i = 0; i < clients; i++) {
                all.add(threads.submit(() -> {
                    while (System.nanoTime() < end) {
                        session();
                    }
                    return null;
                }));
            }
        }
        for (Future<?> one : all) {
            one.get();
        }
    }

    /** One session. */
    void session() throws SQLException {
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement()) {
            for (int i = 0; i < QUESTIONS; i++) {
                statement.execute("SELECT " + i + " AS short");
            }
        }
        sessions.incrementAndGet();
    }

    /** So far. */
    long sessions() {
        return sessions.get();
    }

    long questions() {
        return sessions.get() * QUESTIONS;
    }
}
