package io.hydrophone.upkeep.server;

import io.hydrophone.core.Foreign;
import io.hydrophone.core.ProblemException;
import io.hydrophone.http.HttpRequest;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What an agent last said of itself.
 *
 * @param heardMicros when, since 1970
 * @param version that runs
 * @param serial of that release; 0 when it does not say
 * @param state what it is doing
 * @param wentBackFrom serials of releases that it tried and gave up
 * @param did in its words, the newest last
 */
record AgentReport(
        String agent,
        String address,
        long heardMicros,
        String version,
        long serial,
        State state,
        Set<String> tags,
        List<Long> wentBackFrom,
        List<String> did) {
    private static final int MAX_TEXT = 200;
    private static final int MAX_DID = 10;

    /** As in JSON and metric labels, in lower case. */
    enum State {
        /** The program runs and is healthy. */
        HEALTHY,
        /** An update is under way. */
        UPDATING,
        /** The program does not run, or is not healthy. */
        UNHEALTHY;

        private final String label = name().toLowerCase(Locale.ROOT);

        String label() {
            return label;
        }
    }

    /** @throws ProblemException when something is not as it should be */
    static AgentReport of(HttpRequest request, long nowMicros) {
        request.expectOnly("agent", "tags", "version", "serial", "state", "went_back_from", "did");
        Asking asking = Asking.of(request);
        List<String> did = request.parameters().getOrDefault("did", List.of());
        String version = request.parameter("version");
        return new AgentReport(
                asking.agent(),
                request.client(),
                nowMicros,
                version == null ? "" : Foreign.text(version, MAX_TEXT),
                request.number("serial", 0, 0, Long.MAX_VALUE),
                request.choice("state", State.HEALTHY),
                asking.tags(),
                serials(request.parameters().getOrDefault("went_back_from", List.of())),
                did.stream()
                        .skip(Math.max(0, did.size() - MAX_DID))
                        .map(text -> Foreign.text(text, MAX_TEXT))
                        .toList());
    }

    private static List<Long> serials(List<String> texts) {
        try {
            return texts.stream().limit(MAX_DID).map(Long::valueOf).toList();
        } catch (NumberFormatException e) {
            throw new ProblemException("bad-parameter", "this is no serial", "went_back_from", "give a whole number");
        }
    }
}
