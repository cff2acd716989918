package io.hydrophone.probe.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.probe.Until;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A master in a process of its own; the standby is in this one. */
@Tag("alone")
class KilledMasterTest {
    /** Silence alone would be noticed much later. */
    private static final GroupTimes NOTICING = new GroupTimes(
            Duration.ofMillis(200),
            Duration.ofSeconds(80),
            Duration.ofSeconds(2),
            Duration.ofMillis(400),
            Duration.ofMillis(600));

    @TempDir
    private Path directory;

    /** What is promised of the defaults; that such times are kept to, the others show. */
    @Test
    void byDefaultAMasterThatHangsIsReplacedWithinTwoSeconds() {
        GroupTimes times = GroupTimes.DEFAULT;
        assertThat(times.heartbeat().plus(times.silence()).plus(times.verify())).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void aMasterThatIsKilledIsReplaced() throws Exception {
        try (MemberProcess master = MemberProcess.start(directory, "m");
                Member standby = standby(master, NOTICING)) {
            Until.holds(standby::summary, "m1*,s"::equals);
            long killed = System.nanoTime();
            master.kill();
            Until.holds(standby::summary, "s2*"::equals);
            assertThat(Duration.ofNanos(System.nanoTime() - killed))
                    .as("by its closed connection, not by its silence")
                    .isLessThan(NOTICING.silence());
            // The same name and the same state come back at once.
            try (MemberProcess again = MemberProcess.start(directory, "m")) {
                // A member that is back before it has found the others is a master for a moment, and the epoch rises
                // once more.
                Until.holds(standby::summary, text -> text.matches("m,s[23]\\*"));
                assertThat(again.groupAddress()).isEqualTo(master.groupAddress());
            }
        }
    }

    @Test
    void aMasterThatHangsIsReplacedAndStepsBackWhenItGoesOn() throws Exception {
        try (MemberProcess master = MemberProcess.start(directory, "m");
                Member standby = standby(master, Member.LOSING)) {
            Until.holds(standby::summary, "m1*,s"::equals);
            master.signal("STOP");
            Until.holds(standby::summary, "s2*"::equals);
            Thread.sleep(1_000);
            master.signal("CONT");
            Until.holds(standby::summary, text -> text.matches("m,s[23]\\*"));
            assertThat(standby.views)
                    .noneMatch(view -> view.epoch() == 2 && view.master().equals("m"));
        }
    }

    private Member standby(MemberProcess master, GroupTimes times) {
        return Member.start(Member.options(directory, "s", "test", null, List.of(master.groupAddress()), times));
    }
}
