package io.hydrophone.digest.log;

/**
 * What a log reader has seen.
 *
 * @param bytes read
 * @param lines read
 * @param entries commands found
 * @param unparsed lines that made no sense where they stood
 */
public record LogCounters(long bytes, long lines, long entries, long unparsed) {
    public static final LogCounters NONE = new LogCounters(0, 0, 0, 0);

    public LogCounters plus(LogCounters more) {
        return new LogCounters(
                bytes + more.bytes, lines + more.lines, entries + more.entries, unparsed + more.unparsed);
    }
}
