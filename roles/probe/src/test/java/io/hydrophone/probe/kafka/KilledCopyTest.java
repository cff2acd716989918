package io.hydrophone.probe.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.probe.Until;
import io.hydrophone.probe.master.Frames;
import io.hydrophone.report.IntervalReport;
import io.hydrophone.report.ReportId;
import io.hydrophone.report.merge.Receipts;
import io.hydrophone.report.merge.ReportSum;
import io.hydrophone.servers.KafkaBroker;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Two copies in processes of their own, one killed under load: nothing is lost, nothing counted twice. */
class KilledCopyTest {
    private static final int PARTITIONS = 4;
    private static final int PROBES = 12;
    private static final int SECONDS = 60;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    private Path directory;

    @Test
    void totalsEqualWhatWasGeneratedThoughACopyIsKilledInTheMiddle() throws Exception {
        Made made = new Made(4, 25);
        Path log = directory.resolve("copies.log");
        try (KafkaBroker broker = KafkaBroker.start(Files.createDirectory(directory.resolve("kafka")))) {
            broker.createTopic("reports", PARTITIONS);
            broker.createTopic("sums", PARTITIONS);
            try (CopyProcess first = CopyProcess.start(Topic.address(broker, "reports"), "sums", log);
                    CopyProcess second = CopyProcess.start(Topic.address(broker, "reports"), "sums", log);
                    TopicWriter reports = new TopicWriter(broker, "reports")) {
                Until.holds(() -> partitions(first.uri()), mine -> mine > 0 && mine < PARTITIONS, PATIENCE);
                Until.holds(() -> partitions(second.uri()), mine -> mine > 0 && mine < PARTITIONS, PATIENCE);
                load(made, reports, second);
                Until.holds(
                        () -> count(first.uri()),
                        count -> count == made.figures().queries(),
                        PATIENCE);
                checkAnswers(first.uri(), made);
                // What can be asked for is committed, and so written, within a second.
                Until.holds(() -> output(broker), sum -> sum.equals(made.figures()), PATIENCE);
            } finally {
                System.out.print(Files.readString(log));
            }
        }
    }

    /** A report of every probe for each second, now and then one again; in the middle a copy is killed. */
    private static void load(Made made, TopicWriter reports, CopyProcess killed) throws Exception {
        Random random = new Random(5);
        long begin = Math.floorDiv(System.currentTimeMillis(), 1_000L) * Made.SECOND - SECONDS * Made.SECOND;
        for (int second = 0; second < SECONDS; second++) {
            for (int probe = 0; probe < PROBES; probe++) {
                IntervalReport report =
                        made.report("db-" + probe, 1 + second / 40, 1 + second % 40, begin + second * Made.SECOND);
                reports.send(report);
                if (random.nextInt(10) == 0) {
                    reports.send(report);
                }
            }
            reports.flush();
            Thread.sleep(100);
            if (second == SECONDS / 2) {
                killed.close();
            }
        }
    }

    private static void checkAnswers(URI copy, Made made) throws Exception {
        JsonNode all = get(copy, "/api/v1/queries?top=1000");
        long rows = 0;
        for (JsonNode statement : all.get("classes")) {
            rows += statement.get("rows_sent").asLong();
        }
        assertThat(all.get("statements").asInt()).isEqualTo(25);
        assertThat(rows).isEqualTo(made.figures().rows());
        long queries = 0;
        for (int probe = 0; probe < PROBES; probe++) {
            queries += get(copy, "/api/v1/queries?instance=db-" + probe + ":3306")
                    .get("count")
                    .asLong();
        }
        assertThat(queries).isEqualTo(made.figures().queries());
        assertThat(get(copy, "/api/v1/queries?from=0").get("count").asLong())
                .isEqualTo(made.figures().queries());
        assertThat(get(copy, "/status").get("copies")).hasSize(1);
    }

    /** What the output adds up to, in which each sum is there once and none is missing between two. */
    private static Made.Figures output(KafkaBroker broker) {
        Receipts receipts = new Receipts();
        ReportSum sum = new ReportSum(Sums.FLEET, true);
        for (ConsumerRecord<byte[], byte[]> message : Records.all(broker, "sums", PARTITIONS)) {
            IntervalReport report = Frames.read(message.value());
            assertThat(receipts.add(report.id())).as("%s is new", report.id()).isTrue();
            sum.add(report);
        }
        assertThat(receipts.all())
                .allSatisfy(stretch -> assertThat(stretch.ranges())
                        .as("no hole in %s", stretch)
                        .containsExactly(
                                new Receipts.Range(1, stretch.ranges().getLast().last())));
        return Made.Figures.of(sum.snapshot(new ReportId("", 1, 1), "").summary());
    }

    private static int partitions(URI copy) {
        return get(copy, "/status").get("partitions").size();
    }

    /** Statements since the start, or −1 while there is no whole answer. */
    private static long count(URI copy) {
        JsonNode count = get(copy, "/api/v1/queries").get("count");
        return count == null ? -1 : count.asLong();
    }

    private static JsonNode get(URI copy, String path) {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(copy.resolve(path)).build();
            return new JsonMapper()
                    .readTree(client.send(request, HttpResponse.BodyHandlers.ofString())
                            .body());
        } catch (Exception e) {
            throw new AssertionError(path, e);
        }
    }
}
