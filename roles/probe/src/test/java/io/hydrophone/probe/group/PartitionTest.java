package io.hydrophone.probe.group;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.jgroups.protocols.DISCARD;
import org.jgroups.stack.ProtocolStack;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Members that hear nothing of one another for a time, and faults by chance. */
class PartitionTest {
    @TempDir
    private Path directory;

    private final List<Member> started = new ArrayList<>();

    @AfterEach
    void end() {
        started.forEach(Member::close);
    }

    @Test
    void theOtherSideTakesOverAndTheHigherEpochWinsAfterwards() throws Exception {
        Member a = start("a");
        Member b = start("b", a);
        Member c = start("c", a, b);
        agree(a, b, c);
        long before = a.view().epoch();
        assertThat(a.view().master()).isEqualTo("a");
        long cut = System.nanoTime();
        cut(a, true);
        Until.holds(c::view, view -> view.nodes().size() == 2 && view.isMaster());
        assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - cut)).isLessThan(3_000);
        assertThat(c.view().epoch()).isEqualTo(before + 1);
        Until.holds(a::view, view -> view.nodes().size() == 1);
        assertThat(a.view().isMaster()).isTrue();
        assertThat(a.view().epoch()).isEqualTo(before);
        cut(a, false);
        agree(a, b, c);
        assertThat(a.view().master()).isEqualTo("c");
        assertThat(a.view().epoch()).isGreaterThan(before);
    }

    /** Whatever happens, in the end all are together under one master, and no epoch ever fell. */
    @ParameterizedTest
    @MethodSource("seeds")
    void anyFaultsEndWithOneMaster(long seed) throws Exception {
        Random random = new Random(seed);
        List<Member> members = new ArrayList<>();
        members.add(start("a"));
        members.add(start("b", members.get(0)));
        members.add(start("c", members.get(0), members.get(1)));
        for (int i = 0; i < 5; i++) {
            int which = random.nextInt(members.size());
            Member member = members.get(which);
            switch (random.nextInt(4)) {
                case 0 -> cut(member, true);
                case 1 -> cut(member, false);
                case 2 -> {
                    member.kill();
                    members.set(which, again(member));
                }
                default -> {
                    member.close();
                    members.set(which, again(member));
                }
            }
            Thread.sleep(random.nextInt(700));
        }
        for (Member member : members) {
            cut(member, false);
        }
        agree(members.toArray(Member[]::new));
        for (Member member : started) {
            long last = 0;
            for (GroupView view : member.views) {
                assertThat(view.epoch()).isGreaterThanOrEqualTo(last);
                last = view.epoch();
            }
        }
        // The state file of one is that of the next, under the same name.
        for (Member member : members) {
            started.stream()
                    .filter(former -> former.view().self().equals(member.view().self()))
                    .forEach(former -> assertThat(former.view().epoch())
                            .isLessThanOrEqualTo(member.view().epoch()));
        }
    }

    /** As many as {@code -Dgroup.sweep} says. */
    static LongStream seeds() {
        return LongStream.rangeClosed(1, Long.getLong("group.sweep", 3));
    }

    private Member start(String name, Member... seeds) {
        Member member = Member.start(directory, name, seeds);
        started.add(member);
        return member;
    }

    private Member again(Member member) {
        Member next = Member.start(member.options);
        started.add(next);
        return next;
    }

    /** All members, one master, one epoch, in all views. */
    private static void agree(Member... members) throws InterruptedException {
        Until.holds(
                () -> Arrays.stream(members).map(Member::summary).toList(),
                summaries -> summaries.stream().distinct().count() == 1
                        && summaries.getFirst().split(",", -1).length == members.length
                        && summaries.getFirst().contains("*"));
    }

    private static void cut(Member member, boolean isCut) throws Exception {
        ProtocolStack stack = member.group().wire().channel().getProtocolStack();
        DISCARD discard = stack.findProtocol(DISCARD.class);
        if (discard == null) {
            discard = new DISCARD();
            stack.insertProtocol(discard, ProtocolStack.Position.ABOVE, Transport.class);
        }
        discard.discardAll(isCut);
    }
}
