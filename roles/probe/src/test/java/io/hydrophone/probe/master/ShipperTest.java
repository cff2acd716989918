package io.hydrophone.probe.master;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.core.Problem;
import io.hydrophone.probe.push.SealedReport;
import io.hydrophone.probe.settings.Settings;
import io.hydrophone.queue.Entry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShipperTest {
    private static final int REPORTS = 200;

    @TempDir
    private Path directory;

    /** Else what was accepted a moment ago, and is not read yet, would be taken for too old to be in the journal. */
    @Test
    void whoReadsAgainGetsAllThatWasAccepted() throws Exception {
        Consumer<Problem> told = problem -> {};
        MasterOptions options = MasterOptions.of("m1", "test", directory);
        try (Keeper keeper = Keeper.open(directory, options.journalBytes(), options.fleet(() -> false), told)) {
            Shipper shipper = new Shipper(keeper, told);
            Sums sums = new Sums(directory.resolve("others"), told);
            Settings settings = new Settings("m1", new GroupWishes(), null, null, told);
            shipper.start(new Replicas(keeper, shipper, sums, settings, view -> {}, told), safe -> {}, told);
            List<Long> read = new ArrayList<>();
            CompletableFuture<List<Long>> all = new CompletableFuture<>();
            shipper.order(() -> {
                for (long sequence = 1; sequence <= REPORTS; sequence++) {
                    SealedReport report = Generated.sealed(Generated.report("p", 1, sequence, 1));
                    keeper.accept(report, Frames.read(report.bytes()));
                }
                Consumer<Entry> reader = entry -> read.add(entry.sequence());
                shipper.again(reader, () -> all.complete(List.copyOf(read)));
            });
            assertThat(all.get(90, TimeUnit.SECONDS))
                    .isEqualTo(LongStream.rangeClosed(1, REPORTS).boxed().toList());
            shipper.stop();
        }
    }
}
