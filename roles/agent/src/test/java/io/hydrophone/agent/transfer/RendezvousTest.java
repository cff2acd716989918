package io.hydrophone.agent.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.core.Sample;
import io.hydrophone.core.Signal;
import io.hydrophone.core.Tags;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class RendezvousTest {
    private static final int SERIES = 20_000;

    private static List<Signal> series() {
        List<Signal> series = new ArrayList<>();
        for (int i = 0; i < SERIES; i++) {
            series.add(Sample.gauge("mysql.metric." + i % 200, 1, Tags.of("port:3306", "host:db" + i / 200), i));
        }
        return series;
    }

    private static List<String> names(int count) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            names.add("graph-" + i);
        }
        return names;
    }

    private static String owner(List<String> names, Signal signal) {
        return names.get(new Rendezvous(names).owner(signal));
    }

    @Test
    void seriesAreSpreadEvenly() {
        int[] counts = new int[10];
        Rendezvous rendezvous = new Rendezvous(names(10));
        series().forEach(signal -> counts[rendezvous.owner(signal)]++);
        for (int count : counts) {
            assertThat(count).isBetween(SERIES / 10 * 90 / 100, SERIES / 10 * 110 / 100);
        }
    }

    @Test
    void onlyTheSeriesOfAReceiverThatGoesMove() {
        List<String> before = names(7);
        List<String> after = new ArrayList<>(before);
        after.remove("graph-3");
        int moved = 0;
        for (Signal signal : series().subList(0, 5_000)) {
            String owner = owner(before, signal);
            if (owner.equals("graph-3")) {
                moved++;
            } else {
                assertThat(owner(after, signal)).isEqualTo(owner);
            }
        }
        assertThat(moved).isBetween(5_000 / 7 * 80 / 100, 5_000 / 7 * 120 / 100);
    }

    @Test
    void theOrderOfReceiversAndTheTimeOfAPointDoNotMatter() {
        List<String> names = names(5);
        List<String> other = new ArrayList<>(names);
        Collections.reverse(other);
        for (Signal signal : series().subList(0, 1_000)) {
            assertThat(owner(other, signal)).isEqualTo(owner(names, signal));
        }
        Tags tags = Tags.of("a:1");
        assertThat(owner(names, Sample.gauge("x", 1, tags, 5))).isEqualTo(owner(names, Sample.gauge("x", 2, tags, 6)));
    }
}
