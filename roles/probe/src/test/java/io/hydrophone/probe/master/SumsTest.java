package io.hydrophone.probe.master;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.core.Problem;
import io.hydrophone.probe.push.SealedReport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SumsTest {
    @TempDir
    private Path directory;

    private final List<Problem> told = new ArrayList<>();

    private Keeper keeper(String name) throws InterruptedException {
        MasterOptions options = MasterOptions.of(name, "test", directory.resolve(name));
        return Keeper.open(options.directory(), options.journalBytes(), options.fleet(() -> false), told::add);
    }

    private static void accept(Keeper keeper, String probe, int reports) {
        for (long sequence = 1; sequence <= reports; sequence++) {
            SealedReport report = Generated.sealed(Generated.report(probe, 1, sequence, 2));
            keeper.accept(report, Frames.read(report.bytes()));
        }
        keeper.snapshot();
    }

    private List<PeerMessage> sent(Keeper keeper) {
        List<PeerMessage> parts = new ArrayList<>();
        new Sums(directory.resolve("unused"), told::add).send(keeper.file(), parts::add);
        return parts;
    }

    @Test
    void sumsThatComeAgainBeforeTheyWereTakenOverAreTakenOverOnce() throws Exception {
        try (Keeper from = keeper("from");
                Keeper to = keeper("to")) {
            Sums sums = new Sums(directory.resolve("others"), told::add);
            accept(from, "p", 10);
            List<Boolean> first = sent(from).stream().map(sums::receive).toList();
            accept(from, "q", 5);
            List<PeerMessage> second = sent(from);
            sums.receive(second.getFirst());
            assertThat(first.getLast()).isTrue();
            sums.adopt(to); // The first, of which the second has overwritten the begin.
            assertThat(to.fleet().figures().accepted()).isZero();
            second.subList(1, second.size()).forEach(sums::receive);
            sums.adopt(to);
            sums.adopt(to);
            assertThat(to.fleet().figures().accepted()).isEqualTo(15);
            assertThat(told).isEmpty();
        }
    }

    @Test
    void whatOnlyTheFormerSumsHadIsLostAndCounted() throws Exception {
        try (Keeper from = keeper("from");
                Keeper to = keeper("to")) {
            accept(from, "p", 10);
            for (String probe : List.of("gone", "kept", "kept too")) {
                accept(to, probe, 7);
                while (to.journal().hasUnread()) {
                    to.journal().read(Duration.ofSeconds(1));
                }
            }
            // The journal reaches back two snapshots.
            Sums sums = new Sums(directory.resolve("others"), told::add);
            sent(from).forEach(sums::receive);
            sums.adopt(to);
            assertThat(to.fleet().figures().accepted()).isEqualTo(24);
            assertThat(to.lost()).isEqualTo(7);
            assertThat(told).extracting(Problem::code).containsExactly("reports-lost");
        }
    }
}
