package io.hydrophone.digest.summary;

/**
 * What one client asked of a statement.
 *
 * @param client its address; {@code other} for all that are not listed
 * @param count at least so many queries: what fell out of the bounded list before is counted with the others
 * @param errors those that the server answered with an error
 * @param unanswered those without a whole answer: lost, aborted, unfinished
 * @param latencyNanos time to the first packet of the answers, together
 * @param errorNanos the part of it that errors took
 * @param noIndex queries for which the server said that no index was used
 * @param noGoodIndex queries for which the server said that no good index was used
 * @param serverSlow queries that the server called slow
 */
public record ClientShare(
        String client,
        long count,
        long errors,
        long unanswered,
        long latencyNanos,
        long errorNanos,
        long noIndex,
        long noGoodIndex,
        long serverSlow) {
    public ClientShare plus(ClientShare more) {
        return new ClientShare(
                client,
                count + more.count,
                errors + more.errors,
                unanswered + more.unanswered,
                latencyNanos + more.latencyNanos,
                errorNanos + more.errorNanos,
                noIndex + more.noIndex,
                noGoodIndex + more.noGoodIndex,
                serverSlow + more.serverSlow);
    }
}
