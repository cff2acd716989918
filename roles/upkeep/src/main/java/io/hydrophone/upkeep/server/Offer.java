package io.hydrophone.upkeep.server;

/** Chooses the release for an agent. */
final class Offer {
    private final ReleaseStore releases;
    private final RolloutFile rollout;
    private final Agents agents;

    Offer(ReleaseStore releases, RolloutFile rollout, Agents agents) {
        this.releases = releases;
        this.rollout = rollout;
        this.agents = agents;
    }

    /** Null when there is none for it. */
    PublishedRelease to(Asking asking) {
        Rollout now = rollout.current();
        String pinned = now.pinned(asking.agent());
        if (pinned != null) {
            return releases.ofVersion(pinned);
        }
        for (Rollout.Stage stage : now.stages()) {
            PublishedRelease release = stage.takes(asking) ? releases.ofVersion(stage.version()) : null;
            if (release != null && !isStopped(stage, release, asking)) {
                return release;
            }
        }
        return now.stable() == null
                ? releases.all().stream()
                        .filter(one -> isForAll(one, now))
                        .findFirst()
                        .orElse(null)
                : releases.ofVersion(now.stable());
    }

    /** An agent that has it keeps it: going back is decided by its own health check. */
    private boolean isStopped(Rollout.Stage stage, PublishedRelease release, Asking asking) {
        long serial = release.manifest().serial();
        return stage.stopAfter() > 0
                && agents.wentBackFrom(serial) >= stage.stopAfter()
                && !agents.has(asking.agent(), serial);
    }

    /** What is staged is for some, and not for all others because it is the newest. */
    private static boolean isForAll(PublishedRelease release, Rollout rollout) {
        return rollout.stages().stream()
                .noneMatch(stage -> stage.version().equals(release.manifest().version()));
    }
}
