package io.hydrophone.kafka;

import io.hydrophone.core.Problem;
import io.hydrophone.core.Reason;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;

/** Why brokers do not do what a client asks of them. */
public final class BrokerProblems {
    private BrokerProblems() {}

    /**
     * Says what is wrong, with the innermost reason.
     *
     * @param where the topic's address
     * @param otherwise what is said, with the reason in brackets, when brokers and client do trust each other
     */
    public static Problem of(String where, Throwable failure, String code, String otherwise, String action) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            switch (cause) {
                case SaslAuthenticationException e -> {
                    return new Problem(
                            "kafka-not-trusted",
                            "the brokers do not accept this user and password (" + Reason.innermost(e) + ")",
                            where,
                            "look at user, mechanism and password, or at the file of more properties");
                }
                case AuthenticationException e -> {
                    return new Problem(
                            "kafka-not-trusted",
                            "the brokers' certificate is not trusted, or they do not trust ours (" + Reason.innermost(e)
                                    + ")",
                            where,
                            "look at the authority, our certificate and the brokers' names, or at the file of more properties");
                }
                case AuthorizationException e -> {
                    return new Problem(
                            "kafka-not-allowed",
                            "the brokers do not allow it (" + Reason.innermost(e) + ")",
                            where,
                            "give this user the rights that docs/kafka.md and docs/brokers.md list");
                }
                default -> {}
            }
        }
        return new Problem(code, otherwise + " (" + Reason.innermost(failure) + ")", where, action);
    }
}
