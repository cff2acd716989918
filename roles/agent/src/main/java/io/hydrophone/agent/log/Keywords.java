package io.hydrophone.agent.log;

import io.hydrophone.agent.check.Check;
import io.hydrophone.agent.check.CheckKind;
import io.hydrophone.agent.check.Readings;
import io.hydrophone.agent.text.MetricName;
import io.hydrophone.config.Section;
import io.hydrophone.core.ProblemException;
import io.hydrophone.core.Tags;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * In how many lines of a log each of some words stands: in the file as it is, as {@code grep WORD FILE | wc -l} says, and in
 * what came since the last run, whatever was rotated meanwhile.
 */
public final class Keywords implements CheckKind {
    @Override
    public String name() {
        return "log";
    }

    @Override
    public Check read(Section init, Section instance) {
        Path file = instance.file("path", null);
        if (file == null) {
            instance.miss("path", "give the log file");
        }
        List<String> words = instance.list("keywords", text -> text, List.of());
        if (words.isEmpty()) {
            instance.miss("keywords", "give the words to count: [ERROR, WARN]");
        }
        return new Counting(file, words);
    }

    private static final class Counting implements Check, LogLines {
        private final LogFollower follower;
        private final Tags tags;
        private final List<String> names;
        /** In Latin-1, as the lines are looked at: a character a byte, whatever the file's encoding. */
        private final List<String> words;

        private final long[] total;
        private final long[] since;
        /** Before, what is found may be older than the agent. */
        private boolean isCaughtUp;

        Counting(Path file, List<String> words) {
            follower = new LogFollower(file, false);
            tags = Tags.pair("file", file == null ? "" : file.toString());
            names = words.stream()
                    .map(word -> "app.log." + MetricName.part(word))
                    .toList();
            this.words = words.stream()
                    .map(word -> new String(word.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1))
                    .toList();
            total = new long[words.size()];
            since = new long[words.size()];
        }

        @Override
        public void run(Readings out) {
            boolean counts = isCaughtUp;
            try {
                isCaughtUp |= follower.read(this);
            } catch (ProblemException e) {
                isCaughtUp = true; // a file that is not there now holds nothing old when it comes
                throw e;
            }
            for (int i = 0; i < total.length && isCaughtUp; i++) {
                out.gauge(names.get(i), (double) total[i], tags);
                if (counts) {
                    out.count(names.get(i) + ".count", (double) since[i], tags);
                }
                since[i] = 0;
            }
        }

        @Override
        public void begin() {
            Arrays.fill(total, 0);
        }

        @Override
        public void line(byte[] bytes, int offset, int length) {
            count(bytes, offset, length, 1);
        }

        @Override
        public void late(byte[] bytes, int offset, int length) {
            count(bytes, offset, length, 0);
        }

        private void count(byte[] bytes, int offset, int length, int inFile) {
            String line = new String(bytes, offset, length, StandardCharsets.ISO_8859_1);
            for (int i = 0; i < total.length; i++) {
                if (line.contains(words.get(i))) {
                    total[i] += inFile;
                    since[i]++;
                }
            }
        }

        @Override
        public void close() {
            follower.close();
        }
    }
}
