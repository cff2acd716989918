package io.hydrophone.probe.master;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.core.Problem;
import io.hydrophone.probe.push.Patience;
import io.hydrophone.probe.push.Pusher;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nodes with real groups, real WebSockets and real files. */
@Tag("alone")
class ReplicasTest {
    private static final int STATEMENTS = 20;
    private static final long LARGE = 64 << 20;
    /** Some forty reports until the next snapshot. */
    private static final long SMALL = 256 << 10;

    @TempDir
    private Path directory;

    private final List<Problem> told = Collections.synchronizedList(new ArrayList<>());
    private final List<TestNode> nodes = new ArrayList<>();
    private Pusher pusher;
    private long pushed;

    @AfterEach
    void stop() {
        if (pusher != null) {
            pusher.close();
        }
        nodes.forEach(TestNode::close);
    }

    private TestNode node(String name, long journalBytes) throws InterruptedException {
        List<String> seeds =
                nodes.isEmpty() ? List.of() : List.of(nodes.getFirst().groupAddress());
        TestNode node = new TestNode(name, directory, journalBytes, seeds, told::add);
        nodes.add(node);
        return node;
    }

    private void pushTo(TestNode... receivers) {
        List<URI> servers = new ArrayList<>();
        for (TestNode receiver : receivers) {
            servers.add(receiver.intake("p"));
        }
        if (pusher == null) {
            pusher = Pusher.start(Patience.to(servers, "p", directory.resolve("queue")), told::add);
        } else {
            pusher.setServers(servers);
        }
    }

    private void push(int reports) {
        for (int i = 0; i < reports; i++) {
            pusher.push(Generated.sealed(Generated.report("p", 1, ++pushed, STATEMENTS)));
        }
    }

    /** As fast as they are taken. */
    private void pushOn() {
        if (pusher.counters().queue().records() < 100) {
            push(100);
        }
    }

    private void delivered() throws InterruptedException {
        until("all is acknowledged", () -> pusher.counters().acknowledged() == pushed);
    }

    private void hasAll(TestNode node) throws InterruptedException {
        long queries = Generated.queries(pushed, STATEMENTS, 1);
        until("all is there", () -> node.figures().queries() >= queries);
        assertThat(node.figures().accepted()).isEqualTo(pushed);
        assertThat(node.figures().queries()).isEqualTo(queries);
    }

    private static void until(String what, BooleanSupplier isSo) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(90);
        while (!isSo.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(deadline);
            Thread.sleep(20);
        }
    }

    @Test
    void whatIsAcknowledgedIsWithTheStandbyThatTakesOver() throws Exception {
        TestNode first = node("m1", LARGE);
        TestNode second = node("m2", LARGE);
        assertThat(first.master.isMaster()).isTrue();
        assertThat(second.master.isMaster()).isFalse();
        pushTo(first, second);
        push(50);
        delivered();
        hasAll(first);
        hasAll(second);
        first.close();
        nodes.remove(first);
        push(50);
        until("the standby takes over", second.master::isMaster);
        delivered();
        hasAll(second);
    }

    @Test
    void eachOfTwoStandbysHasAllAndEitherMayTakeOver() throws Exception {
        TestNode first = node("m1", LARGE);
        TestNode second = node("m2", LARGE);
        TestNode third = node("m3", LARGE);
        pushTo(first, second, third);
        push(30);
        delivered();
        hasAll(second);
        hasAll(third);
        first.close();
        nodes.remove(first);
        push(30);
        until("a standby takes over", () -> second.master.isMaster() || third.master.isMaster());
        delivered();
        hasAll(second);
        hasAll(third);
        TestNode again = node("m1", LARGE);
        hasAll(again);
    }

    /** A receiver of merged reports knows them by the id of their interval, and would add up the same queries twice. */
    @Test
    void whatOneMasterHasToldTheNextDoesNotTellAgain() throws Exception {
        TestNode first = node("m1", LARGE);
        pushTo(first);
        push(50);
        delivered();
        until("all is told", () -> first.mergedQueries() == Generated.queries(50, STATEMENTS, 1));
        TestNode second = node("m2", LARGE);
        hasAll(second);
        first.close();
        nodes.remove(first);
        until("the standby takes over", second.master::isMaster);
        pushTo(second);
        push(10);
        delivered();
        until(
                "the rest is told",
                () -> second.master.keeper().fleet().figures().open() == 0
                        && second.mergedQueries() >= Generated.queries(10, STATEMENTS, 51));
        assertThat(second.mergedQueries()).isEqualTo(Generated.queries(10, STATEMENTS, 51));
    }

    /** Needs root, for a disk of its own. */
    @Test
    void aMasterWhoseDiskWasFullGetsWhatItCouldNotTake() throws Exception {
        try (SmallDisk disk = new SmallDisk(directory.resolve("m1"), 16)) {
            TestNode first = node("m1", LARGE);
            TestNode second = new TestNode("m2", directory, LARGE, List.of(), told::add);
            nodes.add(second);
            pushTo(second);
            push(20);
            delivered();
            disk.fill();
            second.master.group().join(List.of(first.groupAddress()));
            until(
                    "the disk is told of",
                    () -> told.stream().anyMatch(problem -> problem.code().equals("queue-not-written")));
            assertThat(first.master.isMaster()).isTrue();
            assertThat(first.figures().accepted()).isZero();
            disk.free();
            hasAll(first);
        }
    }

    /** Needs root and a loop device. */
    @Test
    void aMasterGoesOnWithoutAStandbyWhoseFsyncFails() throws Exception {
        try (ThinDisk disk = new ThinDisk(directory.resolve("backing"), directory.resolve("m2"), 6)) {
            TestNode first = node("m1", LARGE);
            TestNode second = node("m2", LARGE);
            pushTo(first, second);
            until("the standby has left", () -> {
                pushOn();
                return first.master.group().view().nodes().size() == 1;
            });
            push(20);
            delivered();
            second.close();
            nodes.remove(second);
            disk.grow();
            TestNode again = node("m2", LARGE);
            hasAll(again);
        }
    }

    @Test
    void aMasterWhoseFsyncFailsMakesRoomForAnother() throws Exception {
        try (ThinDisk disk = new ThinDisk(directory.resolve("backing"), directory.resolve("m1"), 6)) {
            TestNode first = node("m1", LARGE);
            TestNode second = node("m2", LARGE);
            pushTo(first, second);
            until("the standby is master", () -> {
                pushOn();
                return second.master.isMaster();
            });
            assertThat(first.master.isMaster()).isFalse();
            push(20);
            delivered();
            hasAll(second);
            first.close();
            nodes.remove(first);
            disk.grow();
            hasAll(node("m1", LARGE));
        }
    }

    @Test
    void aStandbyThatComesLateGetsWhatTheJournalHas() throws Exception {
        TestNode first = node("m1", LARGE);
        pushTo(first);
        push(50);
        delivered();
        TestNode second = node("m2", LARGE);
        hasAll(second);
        push(10);
        delivered();
        hasAll(second);
    }

    @Test
    void aStandbyThatComesTooLateGetsTheSums() throws Exception {
        TestNode first = node("m1", SMALL);
        pushTo(first);
        for (int i = 0; i < 12; i++) {
            push(50);
            delivered();
        }
        assertThat(first.master.keeper().journal().counters().records()).isLessThan(pushed);
        TestNode second = node("m2", SMALL);
        hasAll(second);
        assertThat(second.master.keeper().fleet().accepted().stretches())
                .isEqualTo(first.master.keeper().fleet().accepted().stretches());
        push(10);
        delivered();
        hasAll(second);
    }

    @Test
    void aNodeThatWasAwayGetsWhatItMissedAndBringsWhatItHas() throws Exception {
        TestNode first = node("m1", LARGE);
        TestNode second = node("m2", LARGE);
        pushTo(first, second);
        push(20);
        delivered();
        first.close();
        nodes.remove(first);
        until("the standby takes over", second.master::isMaster);
        push(20);
        delivered();
        TestNode again = node("m1", LARGE);
        hasAll(again);
        assertThat(again.master.isMaster()).isFalse();
        hasAll(second);
    }
}
