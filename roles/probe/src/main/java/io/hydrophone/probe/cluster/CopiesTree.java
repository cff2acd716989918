package io.hydrophone.probe.cluster;

import io.hydrophone.core.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** The copies of a master that takes reports from Kafka, with their partitions, and the probes, as any copy tells of all. */
final class CopiesTree implements NodeTree {
    private static final JsonFactory JSON = new JsonFactory();

    /** One of them. */
    private record Copy(String address, int partitions) {}

    private final List<Copy> copies = new ArrayList<>();
    private String engine = "";
    private String group = "";
    private String state = "";
    private String notWhole = "";
    private long partitions;
    private MasterFigures figures = MasterFigures.UNKNOWN;

    private CopiesTree() {}

    /**
     * Reads the status of a node.
     *
     * @return null when the node is no such copy
     * @throws ProblemException {@code node-bad-answer} when this is no status
     */
    static CopiesTree read(String address, byte[] status) {
        CopiesTree tree = new CopiesTree();
        try (JsonParser in = JSON.createParser(ObjectReadContext.empty(), status)) {
            in.nextToken();
            for (String name = in.nextName(); name != null; name = in.nextName()) {
                tree.read(name, in.nextToken(), in);
            }
        } catch (JacksonException e) {
            throw new ProblemException(ClusterProblems.badAnswer(address, e.getOriginalMessage()), e);
        }
        tree.figures = MasterFigures.read(address, status);
        return tree.engine.equals("kafka-streams") ? tree : null;
    }

    private void read(String name, JsonToken value, JsonParser in) {
        switch (name) {
            case "engine" -> engine = in.getString();
            case "group" -> group = in.getString();
            case "state" -> state = in.getString();
            case "not_whole" -> notWhole = in.getString();
            case "all_partitions" -> partitions = value.isNumeric() ? in.getLongValue() : 0;
            case "copies" -> {
                while (value == JsonToken.START_ARRAY && in.nextToken() == JsonToken.START_OBJECT) {
                    copies.add(copy(in));
                }
            }
            default -> in.skipChildren();
        }
    }

    private static Copy copy(JsonParser in) {
        String address = "";
        int partitions = 0;
        for (String name = in.nextName(); name != null; name = in.nextName()) {
            JsonToken value = in.nextToken();
            if (name.equals("address")) {
                address = in.getString();
            } else if (name.equals("partitions") && value == JsonToken.START_ARRAY) {
                while (in.nextToken().isNumeric()) {
                    partitions++;
                }
            } else {
                in.skipChildren();
            }
        }
        return new Copy(address, partitions);
    }

    /** Whether every partition is some copy's, and every probe is heard. */
    @Override
    public boolean isWhole() {
        return notWhole.isEmpty()
                && state.equals("running")
                && figures.probes().values().stream().allMatch(MasterFigures.Probe::isUp);
    }

    @Override
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        long down = figures.probes().values().stream()
                .filter(probe -> !probe.isUp())
                .count();
        lines.add(group + ", Kafka Streams, " + counted(copies.size(), "copy", "copies") + " of "
                + counted(partitions, "partition", "partitions") + ", "
                + counted(figures.probes().size(), "probe", "probes")
                + (down == 0 ? "" : ", " + down + " down")
                + (state.equals("running") ? "" : ", this copy is " + state)
                + (notWhole.isEmpty() ? "" : "; not whole: " + notWhole));
        int addresses =
                copies.stream().mapToInt(copy -> copy.address.length()).max().orElse(1);
        copies.forEach(copy -> lines.add(String.format(
                Locale.ROOT,
                "%-" + addresses + "s  copy   %s",
                copy.address,
                counted(copy.partitions, "partition", "partitions"))));
        int names = figures.probes().keySet().stream()
                .mapToInt(String::length)
                .max()
                .orElse(1);
        int left = figures.probes().size();
        for (Map.Entry<String, MasterFigures.Probe> probe : figures.probes().entrySet()) {
            lines.add(String.format(
                            Locale.ROOT,
                            "%s%-" + names + "s  probe  %-4s  %s",
                            --left == 0 ? "└─ " : "├─ ",
                            probe.getKey(),
                            probe.getValue().isUp() ? "up" : "down",
                            probe.getValue().text())
                    .stripTrailing());
        }
        return lines;
    }

    private static String counted(long number, String one, String many) {
        return number + " " + (number == 1 ? one : many);
    }
}
