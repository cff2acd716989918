package io.hydrophone.probe.kafka;

import io.hydrophone.core.Problem;
import io.hydrophone.core.ProblemException;
import io.hydrophone.core.Reason;
import io.hydrophone.kafka.BrokerProblems;
import java.util.function.Consumer;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.streams.errors.MissingSourceTopicException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;

/** A thread that failed is replaced, after a moment; where that cannot help, the copy ends. */
final class StreamFailures implements StreamsUncaughtExceptionHandler {
    private static final long PAUSE_MILLIS = 1_000;

    private final Consumer<Problem> told;

    StreamFailures(Consumer<Problem> told) {
        this.told = told;
    }

    @Override
    public StreamThreadExceptionResponse handle(Throwable failure) {
        Problem lasting = lasting(failure);
        if (lasting != null) {
            told.accept(lasting);
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        }
        told.accept(new Problem(
                "streams-failed", "adding up failed (" + Reason.innermost(failure) + "); it is tried again", "", ""));
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return StreamThreadExceptionResponse.REPLACE_THREAD;
    }

    /** What is no better in a second; null for anything else. */
    private static Problem lasting(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            switch (cause) {
                case AuthenticationException e -> {
                    return BrokerProblems.of("", e, "", "", "");
                }
                case AuthorizationException e -> {
                    return BrokerProblems.of("", e, "", "", "");
                }
                case InvalidReplicationFactorException e -> {
                    return badReplication("the topics of state cannot be made (" + Reason.innermost(e) + ")");
                }
                case MissingSourceTopicException e -> {
                    return new Problem("no-topic", "the topic of the reports is gone", "", "make it, and start again");
                }
                case ProblemException e
                when e.problem().code().equals(ReportProcessor.BAD_STATE) -> {
                    return e.problem();
                }
                default -> {}
            }
        }
        return null;
    }

    static Problem badReplication(String message) {
        return new Problem(
                "bad-replication",
                message,
                "",
                "set replication.factor in the file of --kafka-config, or default.replication.factor of the brokers, to at most"
                        + " as many as there are brokers");
    }
}
