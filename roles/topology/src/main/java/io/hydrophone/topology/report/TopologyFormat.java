package io.hydrophone.topology.report;

import io.hydrophone.topology.Topology;
import io.hydrophone.topology.diagnosis.Finding;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** How a topology is written. */
public enum TopologyFormat {
    /** For people. */
    TREE,
    /** For programs. */
    JSON,
    /** For Graphviz. */
    DOT;

    /**
     * Writes it, and leaves the stream open.
     *
     * @param findings what is wrong in it
     * @param colours whether a tree may have them
     */
    public void write(Topology topology, List<Finding> findings, OutputStream out, boolean colours) {
        switch (this) {
            case TREE -> text(new TreeText(topology, findings, colours).text(), out);
            case JSON -> new TopologyJson(topology, findings).write(out);
            case DOT -> text(new DotText(topology, findings).text(), out);
        }
    }

    private static void text(String text, OutputStream out) {
        PrintStream print = new PrintStream(out, false, StandardCharsets.UTF_8);
        print.print(text);
        print.flush();
    }
}
