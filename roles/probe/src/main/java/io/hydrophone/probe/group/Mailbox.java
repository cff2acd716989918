package io.hydrophone.probe.group;

import io.hydrophone.core.Problem;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/** Tells events one at a time, in order, on a thread of its own, so that the group goes on while one is handled. */
final class Mailbox implements AutoCloseable {
    /** Messages that wait; beyond, their senders wait too. */
    private static final long MAX_BYTES = 64L << 20;

    private record Letter(Runnable event, int bytes) {}

    private final Group.Events events;
    private final Consumer<Problem> told;
    private final Deque<Letter> letters = new ArrayDeque<>();
    private final Thread thread;
    private long bytes;
    private boolean closed;

    Mailbox(String name, Group.Events events, Consumer<Problem> told) {
        this.events = events;
        this.told = told;
        thread = Thread.ofPlatform().name("group-events-" + name).daemon().start(this::tell);
    }

    synchronized void view(GroupView view) {
        letters.add(new Letter(() -> events.view(view), 0));
        notifyAll();
    }

    synchronized void message(String from, byte[] message) {
        letters.add(new Letter(() -> events.message(from, message), message.length));
        bytes += message.length;
        notifyAll();
    }

    /** Holds up a thread that brings messages; to be called before, and without any lock. */
    synchronized void awaitRoom() throws InterruptedException {
        while (bytes > MAX_BYTES && !closed) {
            wait();
        }
    }

    private void tell() {
        for (Letter letter = take(); letter != null; letter = take()) {
            try {
                letter.event().run();
            } catch (RuntimeException e) {
                told.accept(GroupProblems.callback(e));
            }
        }
    }

    /** Null at the end. */
    private synchronized Letter take() {
        try {
            while (letters.isEmpty() && !closed) {
                wait();
            }
        } catch (InterruptedException e) {
            return null;
        }
        Letter letter = closed ? null : letters.poll();
        if (letter != null && letter.bytes() > 0) {
            bytes -= letter.bytes();
            notifyAll();
        }
        return letter;
    }

    /** Waits for the event that is being handled, unless it is that one which asks. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        if (thread.equals(Thread.currentThread())) {
            return;
        }
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
