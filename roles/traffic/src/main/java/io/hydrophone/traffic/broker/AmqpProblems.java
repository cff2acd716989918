package io.hydrophone.traffic.broker;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.AuthenticationFailureException;
import com.rabbitmq.client.Method;
import com.rabbitmq.client.PossibleAuthenticationFailureException;
import com.rabbitmq.client.ShutdownSignalException;
import io.hydrophone.core.Foreign;
import io.hydrophone.core.Problem;
import io.hydrophone.core.ProblemException;
import io.hydrophone.core.Reason;
import javax.net.ssl.SSLException;

/** What can go wrong between here and a broker that speaks AMQP, in the user's words. */
final class AmqpProblems {
    private static final int MAX_TEXT = 200;

    private AmqpProblems() {}

    static ProblemException inTheClear(AmqpAddress address) {
        return new ProblemException(
                "amqp-in-the-clear",
                "the password and what is recorded would go over the network unencrypted",
                address.toString(),
                "write amqps:// for a broker that speaks TLS, or insecure=true where the network is private");
    }

    static Problem blocked(AmqpAddress address, String reason) {
        return new Problem(
                "amqp-blocked",
                "the broker takes no messages (" + Foreign.text(reason, MAX_TEXT) + "); they wait on the disk",
                address.toString(),
                "look at its memory and its disk");
    }

    static Problem notRouted(AmqpAddress address) {
        return new Problem(
                "amqp-not-routed",
                "no queue takes the messages; they wait on the disk",
                address.toString(),
                "bind a queue to the exchange, or name one with queue=NAME");
    }

    static Problem notTaken(AmqpAddress address) {
        return new Problem(
                "amqp-not-taken",
                "the broker refuses messages; they wait on the disk",
                address.toString(),
                "look at the queue's limits (x-max-length, x-overflow)");
    }

    static Problem noAnswer(AmqpAddress address) {
        return new Problem(
                "amqp-no-answer",
                "the broker does not confirm messages in time; they are published again",
                address.toString(),
                "look at its memory and its disk");
    }

    /**
     * Says what is wrong.
     *
     * @param largest bytes of the largest message that was being published, 0 for none
     */
    static BrokerException of(AmqpAddress address, Exception failure, int largest) {
        Refusal refusal = refusal(failure);
        if (largest > 0 && refusal.code == AMQP.PRECONDITION_FAILED && refusal.text.contains("message size")) {
            Problem problem = new Problem(
                    "broker-message-too-large",
                    "a message of " + largest + " bytes is larger than the broker takes (" + refusal.text
                            + "); it is dropped and counted",
                    address.toString(),
                    "raise max_message_size of the broker");
            return BrokerException.tooLarge(problem, failure);
        }
        return BrokerException.of(problem(address, failure, refusal), failure);
    }

    private static Problem problem(AmqpAddress address, Exception failure, Refusal refusal) {
        String where = address.toString();
        if (has(failure, AuthenticationFailureException.class)
                || has(failure, PossibleAuthenticationFailureException.class)) {
            return new Problem(
                    "amqp-not-trusted",
                    "the broker does not accept this user and password",
                    where,
                    "look at the user, at the password's file or variable, and whether guest may only come from its own machine");
        }
        if (has(failure, SSLException.class)) {
            return new Problem(
                    "amqp-not-trusted",
                    "no TLS with the broker (" + Reason.innermost(failure) + ")",
                    where,
                    "look whether the port speaks TLS, at its certificate and name, and at ca=FILE");
        }
        return switch (refusal.code) {
            case AMQP.ACCESS_REFUSED ->
                new Problem(
                        "amqp-not-allowed",
                        "the broker does not allow it (" + refusal.text + ")",
                        where,
                        "give this user the rights that docs/brokers.md lists, or make exchange and queue yourself");
            case AMQP.RESOURCE_LOCKED ->
                new Problem(
                        "amqp-in-use",
                        "another process reads this queue",
                        where,
                        "end it, or bind a queue of its own to an exchange for each");
            case 0 ->
                new Problem(
                        "amqp-not-reached",
                        "the broker cannot be reached (" + Reason.innermost(failure) + ")",
                        where,
                        "look at host and port, and whether the port speaks "
                                + (address.isTls() ? "TLS" : "without TLS (amqps:// is with it)"));
            default ->
                new Problem(
                        "amqp-refused",
                        "the broker ended the connection (" + refusal.code + ": " + refusal.text + ")",
                        where,
                        "");
        };
    }

    static boolean isNotFound(Exception failure) {
        return refusal(failure).code == AMQP.NOT_FOUND;
    }

    static boolean isNotAllowed(Exception failure) {
        return refusal(failure).code == AMQP.ACCESS_REFUSED;
    }

    /** What the broker said when it closed a channel or the connection; code 0 when it said nothing. */
    private record Refusal(int code, String text) {}

    private static Refusal refusal(Exception failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            Method reason = cause instanceof ShutdownSignalException e ? e.getReason() : null;
            if (reason instanceof AMQP.Channel.Close close) {
                return new Refusal(close.getReplyCode(), Foreign.text(close.getReplyText(), MAX_TEXT));
            }
            if (reason instanceof AMQP.Connection.Close close && close.getReplyCode() != AMQP.REPLY_SUCCESS) {
                return new Refusal(close.getReplyCode(), Foreign.text(close.getReplyText(), MAX_TEXT));
            }
        }
        return new Refusal(0, "");
    }

    private static boolean has(Throwable failure, Class<? extends Throwable> kind) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (kind.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }
}
