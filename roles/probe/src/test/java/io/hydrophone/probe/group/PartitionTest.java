package io.hydrophone.probe.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.probe.Until;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.jgroups.protocols.DISCARD;
import org.jgroups.stack.ProtocolStack;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Members that hear nothing of one another for a time, and faults by chance. */
@Tag("alone")
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
        Member a = start(Member.LOSING, "a");
        Member b = start(Member.LOSING, "b", a);
        Member c = start(Member.LOSING, "c", a, b);
        agree(a, b, c);
        long before = a.view().epoch();
        assertThat(a.view().master()).isEqualTo("a");
        cut(a, true);
        Until.holds(c::view, view -> view.nodes().size() == 2 && view.isMaster());
        assertThat(c.view().epoch()).isEqualTo(before + 1);
        Until.holds(a::view, view -> view.nodes().size() == 1);
        assertThat(a.view().isMaster()).isTrue();
        assertThat(a.view().epoch()).isEqualTo(before);
        cut(a, false);
        agree(a, b, c);
        assertThat(a.view().master()).isEqualTo("c");
        assertThat(a.view().epoch()).isGreaterThan(before);
    }

    /** The one that was not heard has noticed nothing, and yet has missed what was sent meanwhile. */
    @Test
    void whoWasLostWithoutNoticingIsToldWhenAllAreTogetherAgain() throws Exception {
        Member a = start(Member.LOSING, "a");
        Member b = start(Member.LOSING, "b", a);
        agree(a, b);
        Until.holds(b::told, told -> b.view().equals(told));
        int seen = b.views.size();
        DISCARD deaf = discard(a);
        deaf.addIgnoreMember(b.group().wire().channel().getAddress());
        Until.holds(a::view, view -> view.nodes().size() == 1);
        deaf.removeIgnoredMember(b.group().wire().channel().getAddress());
        agree(a, b);
        Until.holds(() -> b.views.size(), views -> views > seen);
    }

    /** Whatever happens, in the end all are together under one master, and no epoch ever fell. */
    @ParameterizedTest
    @MethodSource("seeds")
    void anyFaultsEndWithOneMaster(long seed) throws Exception {
        Random random = new Random(seed);
        List<Member> members = new ArrayList<>();
        members.add(start(Member.HASTY, "a"));
        members.add(start(Member.HASTY, "b", members.get(0)));
        members.add(start(Member.HASTY, "c", members.get(0), members.get(1)));
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
        return LongStream.rangeClosed(1, Long.getLong("group.sweep", 2));
    }

    private Member start(GroupTimes times, String name, Member... seeds) {
        Member member = Member.start(Member.options(directory, name, "test", null, Member.addresses(seeds), times));
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
        discard(member).discardAll(isCut);
    }

    private static DISCARD discard(Member member) throws Exception {
        ProtocolStack stack = member.group().wire().channel().getProtocolStack();
        DISCARD discard = stack.findProtocol(DISCARD.class);
        if (discard == null) {
            discard = new DISCARD();
            stack.insertProtocol(discard, ProtocolStack.Position.ABOVE, Transport.class);
        }
        return discard;
    }
}
