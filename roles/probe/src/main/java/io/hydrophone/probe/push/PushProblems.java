package io.hydrophone.probe.push;

import io.hydrophone.core.Foreign;
import io.hydrophone.core.Problem;
import io.hydrophone.report.ReportId;
import java.net.URI;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import javax.net.ssl.SSLException;

/** What can go wrong between here and a receiver, in the user's words. */
final class PushProblems {
    private static final int MAX_REASON = 200;

    private PushProblems() {}

    static Problem notConnected(URI server, Throwable failure) {
        Throwable cause = cause(failure);
        return switch (cause) {
            case WebSocketHandshakeException e
            when e.getResponse() != null ->
                new Problem(
                        "push-not-accepted",
                        "the server answered HTTP " + e.getResponse().statusCode() + ", and no WebSocket",
                        server.toString(),
                        "look at the path, and at the token");
            case SSLException e ->
                new Problem(
                        "push-not-trusted",
                        "TLS failed (" + reason(e) + ")",
                        server.toString(),
                        "look at the server's certificate, its name and the file of authorities");
            default ->
                new Problem("push-not-connected", "cannot connect (" + reason(cause) + ")", server.toString(), "");
        };
    }

    static Problem broken(URI server, Throwable failure) {
        return new Problem(
                "push-broken", "the connection broke (" + reason(cause(failure)) + ")", server.toString(), "");
    }

    static Problem closed(URI server, int status, String reason) {
        String why = reason.isEmpty() ? "" : ": " + Foreign.text(reason, MAX_REASON);
        return new Problem(
                "push-closed", "the server closed the connection (" + status + why + ")", server.toString(), "");
    }

    static Problem writeTimeout(URI server, Duration time) {
        return new Problem(
                "push-write-timeout",
                "a frame was not written in " + time.toMillis() + " ms",
                server.toString(),
                "look at the network and the server's load, or allow more time");
    }

    static Problem silent(URI server, Duration time) {
        return new Problem(
                "push-silent",
                "nothing was heard in " + time.toMillis() + " ms, nor any ping answered",
                server.toString(),
                "");
    }

    static Problem notAcknowledged(URI server, Duration time) {
        return new Problem(
                "push-not-acknowledged",
                "a report was not acknowledged in " + time.toMillis() + " ms",
                server.toString(),
                "look at the server; where it is one of mysql-probe, which never acknowledges, set the receiver to mysqlprobe");
    }

    static Problem refused(URI server, String reason) {
        return new Problem("push-refused", "the server refuses reports: " + reason, server.toString(), "");
    }

    static Problem fenced(URI server, long epoch, long highest) {
        return new Problem(
                "push-fenced",
                "the server is the master of epoch " + epoch + ", and there is one of epoch " + highest,
                server.toString(),
                "");
    }

    static Problem tooMuch(URI server, int most) {
        return new Problem(
                "push-bad-answer",
                "the server sent a text of more than " + most + " characters",
                server.toString(),
                "");
    }

    static Problem queueFull(long dropped) {
        return new Problem(
                "push-queue-full",
                "the queue is full: the oldest reports are dropped, " + dropped + " by now",
                "",
                "see why no receiver takes them, or give the queue more room");
    }

    static Problem tooLarge(ReportId id, int bytes, int most) {
        return new Problem(
                "push-report-too-large",
                "report " + id.sequence() + " of " + bytes + " bytes is larger than the queue takes (" + most
                        + "), and is dropped",
                "",
                "give the queue more room, or report fewer statements");
    }

    static Problem notAReport(long sequence) {
        return new Problem(
                "push-unknown-record",
                "record " + sequence + " of the queue is no report that this version knows; it is left out",
                "",
                "");
    }

    static Problem lostAtTheEnd(int reports) {
        return new Problem(
                "push-lost", reports + " reports were in memory because the disk took none, and are lost", "", "");
    }

    static Problem inside(RuntimeException e) {
        return new Problem("push-failed", "delivering failed inside (" + e + "); it is tried again", "", "");
    }

    private static Throwable cause(Throwable failure) {
        Throwable cause = failure;
        while ((cause instanceof CompletionException || cause instanceof ExecutionException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        // The handshake of TLS may fail inside an IOException of the client's.
        return cause.getCause() instanceof SSLException tls ? tls : cause;
    }

    /** What an exception says, fit for a message. */
    static String reason(Throwable e) {
        String text = e.getMessage();
        return text == null || text.isBlank() ? e.getClass().getSimpleName() : Foreign.text(text, MAX_REASON);
    }
}
