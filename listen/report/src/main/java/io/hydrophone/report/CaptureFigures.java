package io.hydrophone.report;

import java.util.function.LongBinaryOperator;

/**
 * How much was there to be heard in an interval, and how much of it was not.
 *
 * @param packets delivered by the kernel
 * @param bytes of those packets on the wire
 * @param sessions connections to a server that were met
 * @param logins that a server accepted
 * @param failedLogins that a server refused
 * @param kernelDrops packets for which the kernel had no room
 * @param gaps holes in a direction of a connection
 * @param lostBytes the bytes in those holes
 * @param lostCommands commands of which something was missing
 * @param evicted connections that were forgotten to stay within the bound on memory
 * @param sampled connections that sampling left out, as far as that is known
 * @param encrypted connections that could not be heard because they were encrypted
 * @param unparsed packets that made no sense where they stood, and connections that were no MySQL
 */
public record CaptureFigures(
        long packets,
        long bytes,
        long sessions,
        long logins,
        long failedLogins,
        long kernelDrops,
        long gaps,
        long lostBytes,
        long lostCommands,
        long evicted,
        long sampled,
        long encrypted,
        long unparsed) {
    public static final CaptureFigures NONE = new CaptureFigures(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    public CaptureFigures plus(CaptureFigures more) {
        return with(more, Long::sum);
    }

    /** What was added to an earlier count; nothing where it was taken back. */
    public CaptureFigures since(CaptureFigures before) {
        return with(before, (now, then) -> Math.max(0, now - then));
    }

    private CaptureFigures with(CaptureFigures that, LongBinaryOperator both) {
        return new CaptureFigures(
                both.applyAsLong(packets, that.packets),
                both.applyAsLong(bytes, that.bytes),
                both.applyAsLong(sessions, that.sessions),
                both.applyAsLong(logins, that.logins),
                both.applyAsLong(failedLogins, that.failedLogins),
                both.applyAsLong(kernelDrops, that.kernelDrops),
                both.applyAsLong(gaps, that.gaps),
                both.applyAsLong(lostBytes, that.lostBytes),
                both.applyAsLong(lostCommands, that.lostCommands),
                both.applyAsLong(evicted, that.evicted),
                both.applyAsLong(sampled, that.sampled),
                both.applyAsLong(encrypted, that.encrypted),
                both.applyAsLong(unparsed, that.unparsed));
    }
}
