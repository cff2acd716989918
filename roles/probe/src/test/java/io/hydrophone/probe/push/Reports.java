package io.hydrophone.probe.push;

import io.hydrophone.report.ReportId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reports whose bytes say which they are: probe, epoch and sequence in the first line, then blanks. */
final class Reports {
    private Reports() {}

    static SealedReport of(long epoch, long sequence, int size) {
        ReportId id = new ReportId("db-7", epoch, sequence);
        String head = id.probe() + ' ' + id.epoch() + ' ' + id.sequence() + '\n';
        String text = head + " ".repeat(Math.max(0, size - head.length()));
        return new SealedReport(id, text.getBytes(StandardCharsets.US_ASCII));
    }

    static ReportId read(ByteBuffer bytes) {
        String text = StandardCharsets.US_ASCII.decode(bytes).toString();
        String[] words = text.substring(0, text.indexOf('\n')).split(" ", -1);
        return new ReportId(words[0], Long.parseLong(words[1]), Long.parseLong(words[2]));
    }

    /** What a receiver has that drops what it has seen: each report where it came first. */
    static List<ReportId> once(List<ReportId> received) {
        Set<ReportId> seen = new HashSet<>();
        List<ReportId> first = new ArrayList<>();
        for (ReportId id : received) {
            if (seen.add(id)) {
                first.add(id);
            }
        }
        return first;
    }

    static List<Long> sequences(List<ReportId> ids) {
        return ids.stream().map(ReportId::sequence).toList();
    }
}
