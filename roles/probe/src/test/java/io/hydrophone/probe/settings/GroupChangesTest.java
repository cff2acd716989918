package io.hydrophone.probe.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrophone.wire.SampleRatio;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GroupChangesTest {
    private static final SettingsChange INTERVAL = new SettingsChange(Duration.ofSeconds(5), null, null);
    private static final SettingsChange BOTH = new SettingsChange(Duration.ofSeconds(9), Duration.ofMillis(250), null);

    private static GroupChange change(long micros, String node, SettingsChange change) {
        return new GroupChange(new Stamp(micros, node), "10.0.0.9", false, change);
    }

    @Test
    void ofEachSettingTheNewestHolds() {
        GroupChanges changes = GroupChanges.of(List.of(change(1, "a", BOTH), change(2, "a", INTERVAL)));
        assertThat(changes.together())
                .isEqualTo(new SettingsChange(Duration.ofSeconds(5), Duration.ofMillis(250), null));
        assertThat(changes.all()).hasSize(2);
        assertThat(changes.with(change(3, "a", BOTH)).all()).containsExactly(change(3, "a", BOTH));
    }

    @Test
    void ofTwoAtTheSameTimeAllNodesTakeTheSame() {
        GroupChanges one = GroupChanges.of(List.of(change(1, "a", INTERVAL)));
        GroupChanges other = GroupChanges.of(List.of(change(1, "b", BOTH)));
        assertThat(one.with(other)).isEqualTo(other.with(one));
        assertThat(one.with(other).together().interval()).isEqualTo(Duration.ofSeconds(9));
    }

    @Test
    void whatWasKnownIsNotNewAndTheRestIsWithoutIt() {
        GroupChanges known = GroupChanges.of(List.of(change(2, "a", INTERVAL)));
        GroupChanges more = known.with(change(1, "b", BOTH));
        assertThat(more.since(known))
                .containsExactly(change(1, "b", new SettingsChange(null, Duration.ofMillis(250), null)));
        assertThat(more.since(more)).isEmpty();
        assertThat(known.with(more).since(more)).isEmpty();
    }

    /** However changes go round among nodes, all end with the same. */
    @Test
    void theOrderInWhichTheyAreHeardDoesNotMatter() throws IOException {
        for (int seed = 0; seed < 500; seed++) {
            Random random = new Random(seed);
            List<GroupChange> asked = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                asked.add(change(i, "n" + random.nextInt(3), random(random)));
            }
            GroupChanges first = heard(asked, random);
            GroupChanges second = heard(asked, random);
            assertThat(first).as("seed %d", seed).isEqualTo(second).isEqualTo(GroupChanges.of(asked));
            assertThat(GroupChangesJson.read(GroupChangesJson.write(first))).isEqualTo(first);
            assertThat(first.all()).hasSizeLessThanOrEqualTo(3);
        }
    }

    private static GroupChanges heard(List<GroupChange> asked, Random random) {
        List<GroupChange> shuffled = new ArrayList<>(asked);
        shuffled.addAll(asked.subList(0, random.nextInt(asked.size())));
        Collections.shuffle(shuffled, random);
        GroupChanges known = GroupChanges.NONE;
        for (GroupChange each : shuffled) {
            known = known.with(each);
        }
        return known;
    }

    private static SettingsChange random(Random random) {
        int which = 1 + random.nextInt(7);
        return new SettingsChange(
                (which & 1) == 0 ? null : Duration.ofSeconds(1 + random.nextInt(60)),
                (which & 2) == 0 ? null : Duration.ofMillis(random.nextInt(1_000)),
                (which & 4) == 0 ? null : new SampleRatio(1 + random.nextInt(16)));
    }

    @Test
    void fieldsThatAreNotKnownArePassedOver() throws IOException {
        assertThat(GroupChangesJson.read("{\"later\":[{}],\"settings\":[{\"ts\":7,\"node\":\"a\",\"who\":\"10.0.0.9\","
                        + "\"colour\":{\"a\":1},\"report_period_ms\":5000}]}"))
                .isEqualTo(GroupChanges.of(List.of(change(7, "a", INTERVAL))));
        assertThat(GroupChangesJson.read("{\"acknowledged\":{}}")).isEqualTo(GroupChanges.NONE);
        assertThat(GroupChangesJson.read("{\"settings\":[{\"ts\":7,\"colour\":\"red\"}]}"))
                .isEqualTo(GroupChanges.NONE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{\"settings\":5}",
                "{\"settings\":[5]}",
                "{\"settings\":[{\"report_period_ms\":5000}]}",
                "{\"settings\":[{\"ts\":-1,\"report_period_ms\":5000}]}",
                "{\"settings\":[{\"ts\":9007199254740993,\"report_period_ms\":5000}]}",
                "{\"settings\":[{\"ts\":99999999999999999999,\"report_period_ms\":5000}]}",
                "{\"settings\":[{\"ts\":1,\"report_period_ms\":0}]}",
                "{\"settings\":[{\"ts\":1,\"report_period_ms\":1500}]}",
                "{\"settings\":[{\"ts\":1,\"report_period_ms\":9223372036854775807}]}",
                "{\"settings\":[{\"ts\":1,\"report_period_ms\":\"5000\"}]}",
                "{\"settings\":[{\"ts\":1,\"slow_threshold_ms\":-1}]}",
                "{\"settings\":[{\"ts\":1,\"sample\":\"1/0\"}]}",
                "{\"settings\":[{\"ts\":1,\"sample\":null}]}",
                "{\"settings\":[{\"ts\":1,\"node\":\"a\\nb\",\"sample\":\"1/2\"}]}",
            })
    void whatCannotBeIsRefusedWhole(String text) {
        assertThatThrownBy(() -> GroupChangesJson.read(text)).isInstanceOf(IOException.class);
    }

    @Test
    void noMoreIsReadThanThereCanBe() {
        String one = "{\"ts\":1,\"sample\":\"1/2\"}";
        assertThatThrownBy(() -> GroupChangesJson.read("{\"settings\":[" + (one + ",").repeat(16) + one + "]}"))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> GroupChangesJson.read("{\"later\":\"" + "x".repeat(1 << 17) + "\"}"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("characters");
    }
}
