package io.hydrophone.probe.kafka;

import io.hydrophone.core.Problem;
import java.util.function.Consumer;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
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
        boolean lasts = false;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            lasts |= cause instanceof AuthenticationException
                    || cause instanceof AuthorizationException
                    || cause instanceof MissingSourceTopicException;
        }
        told.accept(new Problem(
                "streams-failed",
                "adding up failed (" + Topics.reason(failure) + "); "
                        + (lasts ? "this copy ends" : "it is tried again"),
                "",
                lasts ? "look at the topics, and at what the brokers let this user do" : ""));
        if (lasts) {
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        }
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return StreamThreadExceptionResponse.REPLACE_THREAD;
    }
}
