package io.hydrophone.app;

import io.hydrophone.core.Problem;
import io.hydrophone.core.ProblemException;
import io.hydrophone.probe.cluster.Cluster;
import io.hydrophone.probe.cluster.GossipMember;
import io.hydrophone.probe.cluster.NodeClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Nodes through which a master finds its group. One that does not answer at the start is no reason not to start: it is asked
 * again until it does.
 *
 * @param members addresses for members, of those that answered
 * @param silent those that did not
 */
record Seeds(List<String> members, List<String> silent) {
    private static final Duration PAUSE = Duration.ofSeconds(3);

    /** Asks each once. */
    static Seeds ask(List<String> seeds, String group, NodeClient client) {
        List<String> members = new ArrayList<>();
        List<String> silent = new ArrayList<>();
        for (String seed : seeds) {
            try {
                members.addAll(GossipMember.members(client, group, seed));
            } catch (ProblemException e) {
                silent.add(seed);
            }
        }
        return new Seeds(members, silent);
    }

    /** In the background; what a seed says is told once, and again when it says something else. */
    void keepAsking(Cluster cluster, Consumer<Problem> told) {
        for (String seed : silent) {
            Thread.ofVirtual().name("seed " + seed).start(() -> ask(seed, cluster, told));
        }
    }

    private static void ask(String seed, Cluster cluster, Consumer<Problem> told) {
        String said = "";
        try {
            for (Optional<Problem> problem = join(seed, cluster); problem.isPresent(); problem = join(seed, cluster)) {
                if (!problem.get().code().equals(said)) {
                    said = problem.get().code();
                    told.accept(problem.get());
                }
                Thread.sleep(PAUSE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Why not; empty when the group was found. */
    private static Optional<Problem> join(String seed, Cluster cluster) {
        try {
            cluster.join(seed);
            return Optional.empty();
        } catch (ProblemException e) {
            return Optional.of(e.problem());
        }
    }
}
