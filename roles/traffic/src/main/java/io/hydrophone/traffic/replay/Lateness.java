package io.hydrophone.traffic.replay;

import io.hydrophone.core.LatencyHistogram;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.locks.ReentrantLock;

/** How much later than due commands began. In stripes, so that sessions do not wait for one another. */
final class Lateness {
    private static final int STRIPES = 8;

    private static final class Stripe {
        private final ReentrantLock lock = new ReentrantLock();
        private final LatencyHistogram histogram = new LatencyHistogram();
    }

    private final Stripe[] stripes = new Stripe[STRIPES];
    private final LongAccumulator worst = new LongAccumulator(Math::max, 0);

    Lateness() {
        for (int i = 0; i < STRIPES; i++) {
            stripes[i] = new Stripe();
        }
    }

    /** @param session any number that spreads the sessions */
    void record(long session, long nanos) {
        Stripe stripe = stripes[(int) (session & (STRIPES - 1))];
        stripe.lock.lock();
        try {
            stripe.histogram.record(nanos);
        } finally {
            stripe.lock.unlock();
        }
        worst.accumulate(nanos);
    }

    /** Nanoseconds of all that began so far; −1 for none. */
    long quantile(double q) {
        LatencyHistogram all = new LatencyHistogram();
        for (Stripe stripe : stripes) {
            stripe.lock.lock();
            try {
                all.merge(stripe.histogram);
            } finally {
                stripe.lock.unlock();
            }
        }
        return all.count() == 0 ? -1 : all.quantile(q);
    }

    /** The most since this was asked last, in nanoseconds. */
    long worstSinceAsked() {
        return worst.getThenReset();
    }
}
