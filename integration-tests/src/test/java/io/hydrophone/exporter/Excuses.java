package io.hydrophone.exporter;

import io.hydrophone.servers.ServerKind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** The differences that are meant, each with its reason; a line that excuses nothing is wrong. */
final class Excuses {
    private record Excuse(String line, String side, String kinds, Pattern name) {}

    private final List<Excuse> excuses;
    private final Set<String> unused = new LinkedHashSet<>();

    private Excuses(List<Excuse> excuses) {
        this.excuses = excuses;
        excuses.forEach(excuse -> unused.add(excuse.line));
    }

    static Excuses read(String resource) throws IOException {
        try (InputStream in = Excuses.class.getResourceAsStream(resource)) {
            return new Excuses(new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(Excuses::excuse)
                    .toList());
        }
    }

    /** {@code SIDE KINDS NAME  REASON}; a star in a name stands for any letters. */
    private static Excuse excuse(String line) {
        String[] words = line.split(" +", 4);
        if (words.length < 4) {
            throw new IllegalArgumentException("no reason: " + line);
        }
        String pattern = Arrays.stream(words[2].split("\\*", -1))
                .map(part -> part.isEmpty() ? "" : Pattern.quote(part))
                .reduce((one, other) -> one + ".*" + other)
                .orElseThrow();
        return new Excuse(line, words[0], words[1], Pattern.compile(pattern));
    }

    boolean excuse(String side, ServerKind kind, String name) {
        boolean excused = false;
        for (Excuse each : excuses) {
            boolean hits = each.side.equals(side)
                    && (each.kinds.equals("*")
                            || List.of(each.kinds.split(",", -1)).contains(kind.name()))
                    && each.name.matcher(name).matches();
            if (hits) {
                unused.remove(each.line);
                excused = true;
            }
        }
        return excused;
    }

    Set<String> unused() {
        return unused;
    }
}
