package io.hydrophone.truth;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.servers.ServerKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real clients speak to real servers through a recording proxy. What is heard of the recorded bytes is what the servers
 * remember and the drivers were told, command by command; it stays so in whatever segments the bytes come; and of a
 * capture from which segments are missing nothing false is heard.
 *
 * <p>{@code -Dtruth=long} tries many more segmentations and losses; {@code -Dtruth.servers=MYSQL_9_7} and {@code
 * -Dtruth.cases=cursor} choose.
 */
class TruthTest {
    private static final boolean LONG = System.getProperty("truth", "short").equals("long");
    private static final String SERVERS = System.getProperty("truth.servers", "");
    private static final String CASES = System.getProperty("truth.cases", "");
    private static final List<Tally> TABLE = Collections.synchronizedList(new ArrayList<>());

    @TempDir
    private static Path directory;

    @TestFactory
    Stream<DynamicContainer> whatIsHeardIsWhatHappened() {
        return Arrays.stream(ServerKind.values())
                .filter(kind -> kind.name().contains(SERVERS))
                .map(kind -> DynamicContainer.dynamicContainer(kind.name(), on(kind)));
    }

    /** The server starts with its first case, and ends with its last. */
    private static Stream<DynamicTest> on(ServerKind kind) {
        TruthServer server = new TruthServer(kind);
        List<Case> cases = Cases.all().stream()
                .filter(one -> one.servers().test(kind) && one.toString().contains(CASES))
                .toList();
        return Stream.concat(
                cases.stream().map(one -> DynamicTest.dynamicTest(one.toString(), () -> play(one, server))),
                Stream.of(DynamicTest.dynamicTest("the server ends", server::close)));
    }

    private static void play(Case one, TruthServer server) throws Exception {
        Tally tally = new Tally(server.kind().name(), one);
        TABLE.add(tally);
        try {
            Played played =
                    Played.of(one, server.server(), server.memory(), Files.createTempDirectory(directory, "case"));
            assertThat(played.conversations()).isNotEmpty();
            List<Said> all = new ArrayList<>();
            List<Baseline> baselines = new ArrayList<>();
            for (Conversation conversation : played.conversations()) {
                Baseline baseline = Baseline.of(conversation);
                tally.connection(baseline.check());
                baselines.add(baseline);
                all.addAll(baseline.said());
            }
            SpokenAgreement.check(played.spoken(), all);
            for (Baseline baseline : baselines) {
                Effort effort = Effort.of(LONG, baseline.conversation().bytes());
                if (effort.everyMutation()) {
                    new DecodeTrial(baseline, tally).run(directory.resolve("capture.pcap"));
                }
                new MutationTrial(baseline, tally).run(effort);
                if (baseline.listened()) {
                    new MidstreamTrial(baseline, tally).run(effort);
                    new LossTrial(baseline, tally).run(effort);
                }
            }
        } catch (Throwable e) {
            tally.failed(e);
            throw e;
        } finally {
            tally.ended();
        }
    }

    @AfterAll
    static void print() {
        System.out.println(Tally.header());
        TABLE.forEach(tally -> System.out.println(tally.line()));
    }
}
