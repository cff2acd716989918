package io.hydrophone.wire;

import io.hydrophone.core.ProblemException;
import java.util.List;
import java.util.TreeSet;

/**
 * The server ports that are listened to.
 *
 * @param numbers ascending, without repetition, each 1 to 65535; empty means {@code auto}: servers are found by their
 *     greeting, on any port
 */
public record Ports(List<Integer> numbers) {
    public static final Ports AUTO = new Ports(List.of());

    public Ports {
        numbers = List.copyOf(new TreeSet<>(numbers));
    }

    public static Ports of(Integer... numbers) {
        return new Ports(List.of(numbers));
    }

    /**
     * Reads {@code 3306}, {@code 3306,3307} or {@code auto}.
     *
     * @throws ProblemException on anything else
     */
    public static Ports parse(String text) {
        if (text.equals("auto")) {
            return AUTO;
        }
        TreeSet<Integer> numbers = new TreeSet<>();
        for (String part : text.split(",", -1)) {
            if (!part.matches("[0-9]{1,5}") || Integer.parseInt(part) == 0 || Integer.parseInt(part) > 65_535) {
                throw new ProblemException(
                        "bad-port", "'" + part + "' is no TCP port", "--port " + text, "give 3306, 3306,3307 or auto");
            }
            numbers.add(Integer.valueOf(part));
        }
        return new Ports(List.copyOf(numbers));
    }

    public boolean isAuto() {
        return numbers.isEmpty();
    }

    @Override
    public String toString() {
        return isAuto()
                ? "auto"
                : String.join(",", numbers.stream().map(String::valueOf).toList());
    }
}
