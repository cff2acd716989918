package io.hydrophone.topology.report;

import io.hydrophone.topology.Address;
import io.hydrophone.topology.diagnosis.Advice;
import io.hydrophone.topology.diagnosis.Evidence;
import io.hydrophone.topology.diagnosis.Finding;
import java.util.Locale;

/** Findings as JSON objects. */
final class FindingJson {
    private FindingJson() {}

    static void write(Json json, Finding finding) {
        json.text("code", finding.code().label());
        json.text("severity", finding.severity().label());
        json.text("cluster", finding.cluster());
        json.text("instance", finding.instance().toString());
        json.texts("others", finding.others().stream().map(Address::toString));
        json.list("evidence", finding.evidence(), evidence -> evidence(json, evidence));
        json.list("explains", finding.explains(), each -> {
            json.text("code", each.code().label());
            json.text("instance", each.instance().toString());
            json.texts("others", each.others().stream().map(Address::toString));
        });
        json.list("advice", finding.advice(), advice -> advice(json, advice));
    }

    private static void evidence(Json json, Evidence evidence) {
        json.textOf("by", evidence.by());
        json.text("says", evidence.says());
    }

    private static void advice(Json json, Advice advice) {
        json.text("on", advice.on().toString());
        json.text("language", advice.language().name().toLowerCase(Locale.ROOT));
        json.text("why", advice.why());
        json.texts("lines", advice.lines().stream());
    }
}
