package io.hydrophone.probe;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LabelledTest {
    @Test
    void beyondTheLimitAllCountsAsOther() {
        Labelled<String, Counters.Count> counts = new Labelled<>(2, "other", Counters.Count::new);
        for (String name : new String[] {"a", "b", "c", "a", "d", "c"}) {
            counts.at(name).add(1);
        }
        assertThat(counts.all().keySet()).containsExactly("a", "b", "other");
        assertThat(counts.all().values()).extracting(Counters.Count::value).containsExactly(2L, 1L, 3L);
    }
}
