package io.hydrophone.bench;

import io.hydrophone.bench.load.Capture;
import io.hydrophone.bench.result.Bound;
import io.hydrophone.bench.result.Finding;
import io.hydrophone.bench.stats.Estimate;
import java.io.IOException;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Fast but wrong would be no speed: selects that were heard, against those that the server counted. */
final class Selects {
    private Selects() {}

    /** Of a capture, whole; gives the report. */
    static JsonNode check(Setting setting, Capture capture) throws IOException, InterruptedException {
        JsonNode report = JsonMapper.shared()
                .readTree(setting.hydrophone("digest", capture.file().toString(), "--format", "json", "--top", "1000")
                        .output());
        tell(setting, "selects heard / selects the server counted", heard(report), capture.selects());
        return report;
    }

    /** In a report of {@code digest}, or an answer of the probe. */
    static long heard(JsonNode report) {
        JsonNode classes = report.path("classes");
        return IntStream.range(0, classes.size())
                .mapToObj(classes::get)
                .filter(each -> each.path("fingerprint").asString("").regionMatches(true, 0, "select", 0, 6))
                .mapToLong(each -> each.path("count").asLong())
                .sum();
    }

    static void tell(Setting setting, String what, long heard, long counted) {
        setting.report().add(Finding.own(what, "", Estimate.exact(heard / (double) counted), Bound.exactly(1), 1));
    }
}
