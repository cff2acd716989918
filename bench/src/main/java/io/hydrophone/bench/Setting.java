package io.hydrophone.bench;

import io.hydrophone.bench.process.Tool;
import io.hydrophone.bench.result.Report;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What the parts of a run share.
 *
 * @param hydrophone the start script
 * @param dir for logs and results
 * @param captures kept from run to run
 * @param port of the server that sysbench asks
 * @param pairs of runs for each ratio
 * @param bytes of the capture
 */
record Setting(Path hydrophone, Path dir, Path captures, int port, int pairs, long bytes, Report report) {
    /** A command of Hydrophone with the port to listen to. */
    Tool hydrophone(String... words) {
        List<String> all = new ArrayList<>(List.of(hydrophone.toString()));
        all.addAll(List.of(words));
        all.addAll(List.of("--port", Integer.toString(port)));
        return new Tool(all);
    }
}
