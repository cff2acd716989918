package io.hydrophone.digest;

import io.hydrophone.digest.summary.TagRanking;
import io.hydrophone.digest.summary.TagShare;
import io.hydrophone.digest.tag.TagReader;
import io.hydrophone.digest.tag.TagTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** The changing side of a statement's {@link TagRanking}s: for each tag, its most frequent values. */
final class TagCounts {
    private static final int VALUES = 16;

    private TopCounts[] byName = new TopCounts[0];

    void record(TagReader tags, long totalNanos) {
        for (int name = 0; name < tags.names(); name++) {
            if (tags.has(name)) {
                add(name, tags.value(name), 1, Math.max(0, totalNanos));
            }
        }
    }

    void add(TagRanking ranking, TagTable table) {
        int name = table.name(ranking.tag());
        if (name >= 0) {
            for (TagShare share : ranking.shares()) {
                add(name, table.value(share.value()), share.count(), share.totalNanos());
            }
            of(name).addOthers(ranking.others(), ranking.otherNanos());
        }
    }

    private void add(int name, int value, long times, long nanos) {
        if (value == TagTable.OTHER) {
            of(name).addOthers(times, nanos);
        } else {
            of(name).add(value, times, nanos);
        }
    }

    private TopCounts of(int name) {
        if (name >= byName.length) {
            byName = Arrays.copyOf(byName, name + 1);
        }
        if (byName[name] == null) {
            byName[name] = new TopCounts(VALUES);
        }
        return byName[name];
    }

    List<TagRanking> rankings(TagTable table) {
        List<TagRanking> rankings = new ArrayList<>();
        for (int name = 0; name < byName.length; name++) {
            TopCounts counts = byName[name];
            if (counts != null) {
                List<TagShare> shares = new ArrayList<>();
                for (int i = 0; i < counts.size(); i++) {
                    shares.add(new TagShare(table.valueText(counts.key(i)), counts.count(i), counts.nanos(i)));
                }
                shares.sort(Comparator.comparingLong(TagShare::count).reversed().thenComparing(TagShare::value));
                rankings.add(new TagRanking(table.nameText(name), shares, counts.others(), counts.otherNanos()));
            }
        }
        return rankings;
    }
}
