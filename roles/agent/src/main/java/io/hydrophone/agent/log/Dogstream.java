package io.hydrophone.agent.log;

import io.hydrophone.agent.check.Check;
import io.hydrophone.agent.check.CheckKind;
import io.hydrophone.agent.check.Readings;
import io.hydrophone.config.Section;
import io.hydrophone.core.Tags;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Metrics out of the lines of a log, from where it ends when the agent starts: with dd-agent's own form of a line, or by
 * regular expressions of the configuration.
 */
public final class Dogstream implements CheckKind {
    @Override
    public String name() {
        return "dogstream";
    }

    @Override
    public Check read(Section init, Section instance) {
        Path file = instance.file("path", null);
        if (file == null) {
            instance.miss("path", "give the log file");
        }
        List<LineParser> parsers = new ArrayList<>();
        for (Section pattern : instance.sections("patterns")) {
            parsers.add(PatternParser.read(pattern));
        }
        return new Following(file, parsers.isEmpty() ? List.of(DogstreamLine::parse) : parsers);
    }

    private static final class Following implements Check, LogLines {
        /** Longer lines are no measurements, and take regular expressions too long. */
        private static final int MAX_LINE = 8192;

        private final LogFollower follower;
        private final List<LineParser> parsers;
        private final Tags tags;
        private LineTotals totals = new LineTotals();
        private long refused;

        Following(Path file, List<LineParser> parsers) {
            follower = new LogFollower(file, true);
            this.parsers = parsers;
            tags = Tags.pair("file", file == null ? "" : file.toString());
        }

        @Override
        public void run(Readings out) {
            try {
                follower.read(this);
            } finally {
                totals.tell(out);
                out.count("dogstream.lines_refused", (double) refused, tags);
                totals = new LineTotals();
                refused = 0;
            }
        }

        @Override
        public void line(byte[] bytes, int offset, int length) {
            String line = new String(bytes, offset, Math.min(length, MAX_LINE), StandardCharsets.UTF_8);
            for (LineParser parser : parsers) {
                if (parser.parse(line, totals)) {
                    return;
                }
            }
            refused++;
        }

        @Override
        public void close() {
            follower.close();
        }
    }
}
