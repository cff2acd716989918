package io.hydrophone.probe.group;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A master in a process of its own, with the times of the defaults; the standby is in this one. */
class KilledMasterTest {
    private static final long TAKEOVER_MILLIS = 3_000;

    @TempDir
    private Path directory;

    @Test
    void aMasterThatIsKilledIsReplaced() throws Exception {
        try (MemberProcess master = MemberProcess.start(directory, "m");
                Member standby = standby(master)) {
            Until.holds(standby::summary, "m1*,s"::equals);
            long killed = System.nanoTime();
            master.kill();
            Until.holds(standby::summary, "s2*"::equals);
            assertThat(millisSince(killed)).isLessThan(TAKEOVER_MILLIS);
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
                Member standby = standby(master)) {
            Until.holds(standby::summary, "m1*,s"::equals);
            long stopped = System.nanoTime();
            master.signal("STOP");
            Until.holds(standby::summary, "s2*"::equals);
            assertThat(millisSince(stopped)).isLessThan(TAKEOVER_MILLIS);
            Thread.sleep(1_000);
            master.signal("CONT");
            Until.holds(standby::summary, text -> text.matches("m,s[23]\\*"));
            assertThat(standby.views)
                    .noneMatch(view -> view.epoch() == 2 && view.master().equals("m"));
        }
    }

    private Member standby(MemberProcess master) {
        GroupOptions options = Member.options(directory, "s", "test", null);
        return Member.start(new GroupOptions(
                "s",
                options.group(),
                options.bindHost(),
                0,
                options.address(),
                List.of(master.groupAddress()),
                null,
                false,
                options.stateFile(),
                GroupTimes.DEFAULT));
    }

    private static long millisSince(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - nanos);
    }
}
