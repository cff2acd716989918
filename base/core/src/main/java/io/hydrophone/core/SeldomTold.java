package io.hydrophone.core;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Tells a problem at most once a minute: a full disk has the same to say with everything that comes. From any thread. */
public final class SeldomTold implements Consumer<Problem> {
    private static final long PAUSE_NANOS = TimeUnit.MINUTES.toNanos(1);
    private static final int MAX_REMEMBERED = 256;

    private record Kind(String code, String where) {}

    private final Consumer<Problem> told;
    /** When each was told last; the oldest is forgotten. */
    private final Map<Kind, Long> last = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Kind, Long> eldest) {
            return size() > MAX_REMEMBERED;
        }
    };

    /**
     * Before a receiver.
     *
     * @param told what is let through, on the thread that has the problem
     */
    public SeldomTold(Consumer<Problem> told) {
        this.told = told;
    }

    @Override
    public void accept(Problem problem) {
        synchronized (last) {
            long now = System.nanoTime();
            Kind kind = new Kind(problem.code(), problem.where());
            Long before = last.get(kind);
            if (before != null && now - before < PAUSE_NANOS) {
                return;
            }
            last.put(kind, now);
        }
        told.accept(problem);
    }
}
