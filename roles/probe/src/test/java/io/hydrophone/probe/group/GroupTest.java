package io.hydrophone.probe.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrophone.core.Problem;
import io.hydrophone.core.ProblemException;
import io.hydrophone.probe.Until;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("alone")
class GroupTest {
    private static final String KEY = "a secret of the group's own";

    @TempDir
    private Path directory;

    private final List<Member> started = new ArrayList<>();

    @AfterEach
    void end() {
        started.forEach(Member::close);
    }

    @Test
    void theFirstIsMasterAndOthersAreStandbys() throws Exception {
        Member a = start("a");
        assertThat(a.summary()).isEqualTo("a1*");
        Member b = start("b", a);
        Member c = start("c", b);
        // Through b, which is not the coordinator, c may have been alone for a moment.
        Until.holds(c::summary, text -> text.matches("a[12]\\*,b,c"));
        agree(c.summary(), a, b, c);
        assertThat(b.view().isMaster()).isFalse();
        assertThat(c.view().node("a").groupAddress()).isEqualTo(a.groupAddress());
        assertThat(a.views.getFirst().nodes()).hasSize(1);
    }

    @Test
    void whoComesIsAtNoMomentShownAsAway() throws Exception {
        Member a = start("a");
        List<Roster> wrong = new CopyOnWriteArrayList<>();
        Thread looking = Thread.ofPlatform().start(() -> {
            while (!Thread.currentThread().isInterrupted()) {
                Roster roster = a.group().roster();
                if (!roster.away().isEmpty()) {
                    wrong.add(roster);
                }
            }
        });
        Member b = start("b", a);
        agree("a1*,b", a, b);
        looking.interrupt();
        looking.join();
        assertThat(wrong).isEmpty();
    }

    @Test
    void aStandbyTakesOverFromAMasterThatDies() throws Exception {
        Member a = losing("a");
        Member b = losing("b", a);
        Member c = losing("c", a);
        agree("a1*,b,c", a, b, c);
        a.kill();
        agree("b,c2*", b, c);
        assertThat(b.group().roster().away()).extracting(Node::name).containsExactly("a");
    }

    @Test
    void aStandbyTakesOverFromAMasterThatLeavesTheProcess() throws Exception {
        Member a = start("a");
        Member b = start("b", a);
        agree("a1*,b", a, b);
        a.close();
        agree("b2*", b);
    }

    @Test
    void aRestartedNodeComesBackAsStandbyWithinTheSameSecond() throws Exception {
        Member a = losing("a");
        Member b = losing("b", a);
        Member c = losing("c", a);
        agree("a1*,b,c", a, b, c);
        Until.holds(c::told, told -> c.view().equals(told));
        int seen = c.views.size();
        a.kill();
        Member again = Member.start(a.options);
        started.add(again);
        Until.holds(
                () -> List.of(again.summary(), b.summary(), c.summary()),
                all -> all.getFirst().matches("a(\\d\\*)?,b(\\d\\*)?,c(\\d\\*)?")
                        && all.stream().distinct().count() == 1);
        assertThat(c.view().epoch()).isGreaterThanOrEqualTo(2);
        Until.holds(c::told, told -> c.view().equals(told));
        assertThat(c.views.subList(seen, c.views.size())).anyMatch(view -> view.node("a") == null);
    }

    @Test
    void allComeBackAfterAllWereDownAndEpochsDoNotGoBack() throws Exception {
        Member a = start("a");
        Member b = start("b", a);
        agree("a1*,b", a, b);
        a.close();
        agree("b2*", b);
        b.close();
        // Without seeds: where others are is remembered.
        Member a2 = Member.start(Member.options(directory, "a", "test", null));
        started.add(a2);
        assertThat(a2.view().epoch()).isGreaterThanOrEqualTo(2);
        Member b2 = Member.start(Member.options(directory, "b", "test", null));
        started.add(b2);
        Until.holds(b2::summary, text -> text.matches("a\\d\\*,b"));
        Until.holds(a2::summary, text -> text.equals(b2.summary()));
        assertThat(b2.view().epoch()).isGreaterThanOrEqualTo(2);
    }

    @Test
    void joinMergesTwoGroupsAndLeaveParts() throws Exception {
        Member a = start("a");
        Member z = start("z");
        z.group().join(List.of(a.groupAddress()));
        Until.holds(a::summary, text -> text.matches("a\\d\\*,z"));
        Until.holds(z::summary, text -> text.equals(a.summary()));
        z.group().leave();
        Until.holds(a::summary, text -> text.matches("a\\d\\*"));
        Until.holds(z::summary, text -> text.matches("z\\d\\*"));
        assertThat(z.group().roster().away()).isEmpty();
        // Longer than it takes to find one another.
        Thread.sleep(2_000);
        assertThat(a.summary()).matches("a\\d\\*");
        assertThat(z.summary()).matches("z\\d\\*");
        z.group().join(List.of(a.groupAddress()));
        Until.holds(z::summary, text -> text.matches("a\\d\\*,z"));
    }

    @Test
    void messagesArriveInOrderAndAfterTheViewOfTheirSender() throws Exception {
        Member a = start("a");
        Member b = start("b", a);
        for (int i = 0; i < 200; i++) {
            byte[] message = String.valueOf(i).getBytes(StandardCharsets.UTF_8);
            Until.holds(() -> b.group().send("a", message), sent -> sent);
        }
        Until.holds(a.messages::size, size -> size == 200);
        for (int i = 0; i < 200; i++) {
            assertThat(a.messages.get(i)).isEqualTo("b:" + i);
        }
        assertThat(a.unannounced).isEmpty();
        assertThat(b.group().send("nobody", new byte[1])).isFalse();
    }

    @Test
    void theLargestMessageArrivesAlsoSealed() throws Exception {
        Member a = keyed("a", KEY);
        Member b = keyed("b", KEY, a);
        agree("a1*,b", a, b);
        assertThat(a.group().send("b", new byte[Group.MAX_MESSAGE])).isTrue();
        Until.holds(b.sizes::size, size -> size == 1);
        assertThat(b.sizes).containsExactly(Group.MAX_MESSAGE);
        assertThatThrownBy(() -> a.group().send("b", new byte[Group.MAX_MESSAGE + 1]))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aNodeOfAnotherGroupIsRefusedWithAReason() throws Exception {
        Member a = start("a");
        Member x = stranger("x", "other", null, a);
        Until.holds(() -> a.group().refused().getOrDefault("wrong-group", 0L), count -> count > 0);
        assertThat(a.problems).extracting(Problem::code).contains("wrong-group");
        assertThat(a.problems.getFirst().text()).contains("'other'").contains("'test'");
        assertThat(a.summary()).isEqualTo("a1*");
        assertThat(x.summary()).isEqualTo("x1*");
    }

    @Test
    void aNodeWithAnotherKeyOrNoneIsRefusedWithAReason() throws Exception {
        Member a = keyed("a", KEY);
        Member x = stranger("x", "test", "quite another secret", a);
        Until.holds(() -> a.group().refused().getOrDefault("wrong-key", 0L), count -> count > 0);
        Member y = stranger("y", "test", null, a);
        Until.holds(a.problems::size, size -> size >= 2);
        assertThat(a.problems).extracting(Problem::code).containsOnly("wrong-key");
        assertThat(a.summary()).isEqualTo("a1*");
        assertThat(x.summary()).isEqualTo("x1*");
        assertThat(y.summary()).isEqualTo("y1*");
    }

    @Test
    void theSecondNodeOfANameIsRefused() throws Exception {
        Member a = start("a");
        Member b = start("b", a);
        agree("a1*,b", a, b);
        GroupOptions options = Member.options(Files.createDirectory(directory.resolve("copy")), "b", "test", null, a);
        assertThatThrownBy(() -> Member.start(options))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().code()).isEqualTo("name-taken"));
        assertThat(a.group().refused()).containsEntry("name-taken", 1L);
        agree("a1*,b", a, b);
    }

    @Test
    void aNodeThatMeetsItsNameLaterEndsWithAReason() throws Exception {
        Member a = start("a");
        Member b = start("b", a);
        Member impostor =
                Member.start(Member.options(Files.createDirectory(directory.resolve("copy")), "b", "test", null));
        started.add(impostor);
        impostor.group().join(List.of(a.groupAddress()));
        Until.holds(
                () -> impostor.problems.stream().map(Problem::code).toList(), codes -> codes.contains("name-taken"));
        assertThat(impostor.view().nodes()).isEmpty();
        assertThat(impostor.group().send("a", new byte[1])).isFalse();
        Until.holds(b::summary, text -> text.matches("a\\d\\*,b"));
        agree(b.summary(), a, b);
    }

    @Test
    void connectionsThatSayNothingOrNonsenseHoldNobodyUp() throws Exception {
        Member a = losing("a");
        int port = a.group().port();
        List<Socket> silent = new ArrayList<>();
        try {
            for (int i = 0; i < 5; i++) {
                silent.add(new Socket(InetAddress.getLoopbackAddress(), port));
            }
            try (Socket nonsense = new Socket(InetAddress.getLoopbackAddress(), port)) {
                nonsense.getOutputStream().write(new byte[100_000]);
            } catch (SocketException e) {
                // Cut off in the middle, as it should be.
            }
            Member b = losing("b", a);
            Until.holds(b::summary, text -> text.matches("a\\d\\*,b"));
            agree(b.summary(), a, b);
        } finally {
            for (Socket socket : silent) {
                socket.close();
            }
        }
    }

    @Test
    void aStateFileThatIsDamagedIsToldAndKept() throws Exception {
        Path file = directory.resolve("a.json");
        Files.writeString(file, "{\"version\":1,\"name\":");
        assertThatThrownBy(() -> Member.start(directory, "a"))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().code()).isEqualTo("bad-state-file"));
        assertThat(Files.readString(file)).endsWith("\"name\":");
    }

    @Test
    void whatIsReachedByOthersNeedsAKey() {
        GroupOptions open = new GroupOptions(
                "a", "test", "0.0.0.0", 0, "127.0.0.1:1", List.of(), null, false, directory.resolve("a"), Member.HASTY);
        assertThatThrownBy(() -> Member.start(open)).hasMessageContaining("needs a key");
    }

    private Member start(String name, Member... seeds) {
        Member member = Member.start(directory, name, seeds);
        started.add(member);
        return member;
    }

    private Member losing(String name, Member... seeds) {
        return start(Member.options(directory, name, "test", null, Member.addresses(seeds), Member.LOSING));
    }

    /** One that finds nobody who lets it in, and does not wait long for that. */
    private Member stranger(String name, String group, String key, Member seed) {
        return start(Member.options(directory, name, group, key, Member.addresses(seed), Member.LOSING));
    }

    private Member start(GroupOptions options) {
        Member member = Member.start(options);
        started.add(member);
        return member;
    }

    private Member keyed(String name, String key, Member... seeds) {
        Member member = Member.start(Member.options(directory, name, "test", key, seeds));
        started.add(member);
        return member;
    }

    private static void agree(String summary, Member... members) throws InterruptedException {
        for (Member member : members) {
            Until.holds(member::summary, summary::equals);
        }
    }
}
