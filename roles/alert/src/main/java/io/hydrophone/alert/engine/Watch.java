package io.hydrophone.alert.engine;

import io.hydrophone.alert.condition.Truth;
import io.hydrophone.alert.condition.Verdict;
import io.hydrophone.alert.rule.Rule;
import io.hydrophone.alert.rule.WhenUnknown;
import io.hydrophone.alert.series.Labels;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * One rule with one set of labels, from evaluation to evaluation: quiet, pending, firing, and quiet again.
 *
 * <p>The time up to an evaluation counts as what that evaluation found. Time in which the condition was unknown counts for
 * nothing else: it neither brings an alert nearer to firing nor to being resolved.
 */
final class Watch {
    private final Rule rule;
    private final Labels labels;

    private Instant evaluated;

    /** Null when it is quiet. */
    private Instant activeSince;

    /** Null when it does not fire. */
    private Instant firingSince;

    /** Since when nothing is wrong any more while it still fires; null while something is. */
    private Instant clearSince;

    /** Null while the condition is known. */
    private Instant unknownSince;

    private String why = "";
    private Map<String, String> annotations = Map.of();
    private int notifications;
    private Instant told;

    Watch(Rule rule, Labels series) {
        this.rule = rule;
        this.labels = series.with(rule.labels()).with(Map.of("alertname", rule.name()));
    }

    boolean isFiring() {
        return firingSince != null;
    }

    boolean isUnknown() {
        return unknownSince != null;
    }

    /** Whether nothing would be lost without it. Where not knowing is an alert, what was seen once is waited for. */
    boolean isQuiet() {
        return activeSince == null && rule.timing().whenUnknown() != WhenUnknown.FIRE;
    }

    /**
     * The next evaluation.
     *
     * @param verdict what the condition says; while it fires and the condition does not hold, what {@link Rule#recover} says
     *     of its end: true when something is still wrong
     * @return what is to be told, or null
     */
    Notice step(Instant now, Verdict verdict) {
        Duration passed = evaluated == null ? Duration.ZERO : Duration.between(evaluated, now);
        evaluated = now;
        if (verdict.truth() == Truth.UNKNOWN) {
            unknownSince = unknownSince == null ? now : unknownSince;
            why = verdict.why();
            return unknown(now, passed);
        }
        unknownSince = null;
        why = "";
        return isFiring() ? firing(now, verdict.truth()) : waiting(now, verdict.truth());
    }

    private Notice waiting(Instant now, Truth truth) {
        if (truth == Truth.FALSE) {
            activeSince = null;
            return null;
        }
        activeSince = activeSince == null ? now : activeSince;
        return lasted(activeSince, now, rule.timing().hold()) ? fire(now) : null;
    }

    private Notice firing(Instant now, Truth truth) {
        if (truth == Truth.TRUE) {
            clearSince = null;
            return reminder(now);
        }
        clearSince = clearSince == null ? now : clearSince;
        return lasted(clearSince, now, rule.timing().keepFiring()) ? resolve(now, "") : reminder(now);
    }

    private Notice unknown(Instant now, Duration passed) {
        activeSince = activeSince == null || isFiring() ? activeSince : activeSince.plus(passed);
        clearSince = clearSince == null ? null : clearSince.plus(passed);
        boolean isLong = lasted(unknownSince, now, rule.timing().unknownAfter());
        WhenUnknown then = rule.timing().whenUnknown();
        if (isLong && isFiring() && then == WhenUnknown.RESOLVE) {
            return resolve(now, why);
        }
        if (isLong && !isFiring() && then == WhenUnknown.FIRE) {
            activeSince = activeSince == null ? unknownSince : activeSince;
            return fire(now);
        }
        if (isLong && !isFiring() && then == WhenUnknown.RESOLVE) {
            activeSince = null;
        }
        return isFiring() ? reminder(now) : null;
    }

    private static boolean lasted(Instant since, Instant now, Duration wanted) {
        return Duration.between(since, now).compareTo(wanted) >= 0;
    }

    private Notice fire(Instant now) {
        firingSince = now;
        clearSince = null;
        notifications = 1;
        told = now;
        return new Notice(Notice.Kind.FIRING, alert());
    }

    private Notice reminder(Instant now) {
        Duration every = rule.reminders().every();
        if (every == null || notifications >= rule.reminders().most() || !lasted(told, now, every)) {
            return null;
        }
        notifications++;
        told = now;
        return new Notice(Notice.Kind.REMINDER, alert());
    }

    private Notice resolve(Instant now, String remark) {
        Alert ended = new Alert(
                rule.name(),
                AlertState.RESOLVED,
                labels,
                annotations,
                activeSince,
                firingSince,
                now,
                notifications,
                remark);
        activeSince = null;
        firingSince = null;
        clearSince = null;
        annotations = Map.of();
        notifications = 0;
        return new Notice(Notice.Kind.RESOLVED, ended);
    }

    /** The texts of the last evaluation at which the condition held. */
    void annotate(Map<String, String> texts) {
        annotations = texts;
    }

    /** As it is now; null when it is neither pending nor firing. */
    Alert alert() {
        return activeSince == null
                ? null
                : new Alert(
                        rule.name(),
                        isFiring() ? AlertState.FIRING : AlertState.PENDING,
                        labels,
                        isFiring() ? annotations : Map.of(),
                        activeSince,
                        firingSince,
                        null,
                        notifications,
                        why);
    }
}
