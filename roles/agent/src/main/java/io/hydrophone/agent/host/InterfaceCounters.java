package io.hydrophone.agent.host;

import java.util.ArrayList;
import java.util.List;

/**
 * What came and went over a network interface since the start.
 *
 * @param errorsIn with drops, as dd-agent counts them; so is {@code errorsOut}
 * @param dropsOut −1 where it is not known
 */
record InterfaceCounters(
        String name,
        long bytesIn,
        long packetsIn,
        long errorsIn,
        long dropsIn,
        long bytesOut,
        long packetsOut,
        long errorsOut,
        long dropsOut) {
    private static final int COLUMNS = 16;

    boolean wasUsed() {
        return bytesIn > 0 || bytesOut > 0;
    }

    /** {@code /proc/net/dev}: a line an interface, {@code NAME: 8 numbers in 8 numbers out}. */
    static List<InterfaceCounters> parse(String text) {
        List<InterfaceCounters> all = new ArrayList<>();
        text.lines().forEach(line -> {
            int colon = line.lastIndexOf(':'); // the name of an alias holds one, too
            List<String> words = ProcText.words(line.substring(colon + 1));
            if (colon > 0 && words.size() >= COLUMNS && ProcText.number(words, 0) >= 0) {
                long dropsIn = ProcText.number(words, 3);
                long dropsOut = ProcText.number(words, 11);
                all.add(new InterfaceCounters(
                        line.substring(0, colon).strip(),
                        ProcText.number(words, 0),
                        ProcText.number(words, 1),
                        ProcText.number(words, 2) + dropsIn,
                        dropsIn,
                        ProcText.number(words, 8),
                        ProcText.number(words, 9),
                        ProcText.number(words, 10) + dropsOut,
                        dropsOut));
            }
        });
        return all;
    }
}
