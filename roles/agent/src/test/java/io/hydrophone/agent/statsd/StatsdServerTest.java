package io.hydrophone.agent.statsd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.hydrophone.core.Event;
import io.hydrophone.core.ProblemException;
import io.hydrophone.core.Sample;
import io.hydrophone.core.SampleKind;
import io.hydrophone.core.ServiceCheck;
import io.hydrophone.core.Signal;
import io.hydrophone.core.Tags;
import io.hydrophone.servers.Pause;
import io.hydrophone.servers.Tool;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatsdServerTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final StatsdOptions OPTIONS = StatsdOptions.local(0);

    private final Aggregator aggregator = new Aggregator(OPTIONS, () -> 77);

    private void say(String... lines) {
        byte[] bytes = String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
        aggregator.datagram(bytes, bytes.length);
    }

    /** Names and values of what a flush gives, with the kind and the tags where there are some. */
    private List<String> flushed() {
        return aggregator.flush(1_000_000).stream()
                .map(StatsdServerTest::told)
                .sorted()
                .toList();
    }

    private static String told(Sample sample) {
        return sample.name()
                + (sample.tags().isEmpty() ? "" : "{" + sample.tags() + "}")
                + (sample.host().isEmpty() ? "" : "@" + sample.host())
                + " " + String.format(Locale.ROOT, "%.3f", sample.value()) + " "
                + sample.kind().label();
    }

    private StatsdCounters counters() {
        return aggregator.counters(-1, 0);
    }

    @Test
    void countersAreAddedUpByTheirRateOfSampling() {
        say("page.views:1|c", "page.views:2|c|@0.5", "page.views:3:4|c");
        assertThat(flushed()).containsExactly("page.views 1.200 rate");
        assertThat(flushed()).as("one that rests is 0").containsExactly("page.views 0.000 rate");
    }

    @Test
    void aCounterThatRestsForLongIsForgotten() {
        say("page.views:1|c");
        for (int flush = 0; flush <= Series.FORGOTTEN_AFTER; flush++) {
            assertThat(flushed()).hasSize(1);
        }
        assertThat(flushed()).isEmpty();
        assertThat(counters().series()).isZero();
        say("page.views:10|c");
        assertThat(flushed()).containsExactly("page.views 1.000 rate");
    }

    @Test
    void aGaugeKeepsTheLastValueAndTakesChanges() {
        say("fuel:0.5|g", "fuel:7|g", "fuel:+2|g");
        assertThat(flushed()).containsExactly("fuel 9.000 gauge");
        assertThat(flushed()).isEmpty();
        say("fuel:-1|g");
        assertThat(flushed()).containsExactly("fuel -1.000 gauge");
    }

    @Test
    void aMinusIsAChangeWhereThatIsSaid() {
        Aggregator etsy =
                new Aggregator(new StatsdOptions(null, 0, null, Duration.ofSeconds(10), "", true, false, 10), () -> 0);
        byte[] lines = "fuel:7|g\nfuel:+2|g\nfuel:-4|g".getBytes(StandardCharsets.UTF_8);
        etsy.datagram(lines, lines.length);
        assertThat(etsy.flush(0)).extracting(StatsdServerTest::told).containsExactly("fuel 5.000 gauge");
    }

    @Test
    void timersAndHistogramsTellTheSameFigures() {
        for (int i = 1; i <= 100; i++) {
            say("wait:" + i + "|ms|#route:/", "size:-" + i + "|h");
        }
        List<Sample> samples = aggregator.flush(0);
        assertThat(samples).hasSize(10);
        assertThat(value(samples, "wait.avg")).isEqualTo(50.5);
        assertThat(value(samples, "wait.count")).isEqualTo(10);
        assertThat(value(samples, "wait.median")).isCloseTo(50, within(1.1));
        assertThat(value(samples, "wait.95percentile")).isCloseTo(95, within(2.1));
        assertThat(value(samples, "wait.max")).isEqualTo(100);
        assertThat(value(samples, "size.median")).isCloseTo(-51, within(1.2));
        assertThat(value(samples, "size.95percentile")).isCloseTo(-6, within(0.2));
        assertThat(value(samples, "size.max")).isEqualTo(-1);
    }

    @Test
    void distributionsTellMoreOfTheirQuantiles() {
        say("load:0.001:2:3:4|d|@0.1");
        assertThat(aggregator.flush(0))
                .extracting(Sample::name)
                .containsExactlyInAnyOrder(
                        "load.avg",
                        "load.count",
                        "load.max",
                        "load.min",
                        "load.p50",
                        "load.p75",
                        "load.p90",
                        "load.p95",
                        "load.p99");
    }

    private static double value(List<Sample> samples, String name) {
        return samples.stream()
                .filter(sample -> sample.name().equals(name))
                .findFirst()
                .orElseThrow()
                .value();
    }

    @Test
    void setsCountWhatIsDifferent() {
        for (int i = 0; i < 5_000; i++) {
            say("users:user:" + i % 1_000 + "|s");
        }
        assertThat(flushed()).containsExactly("users 1000.000 gauge");
        say("users:x|s");
        assertThat(flushed()).containsExactly("users 1.000 gauge");
    }

    @Test
    void tagsInAnyOrderAreOneSeries() {
        say("a:1|c|#x:1,y:2", "a:1|c|#y:2,x:1", "a:8|c|#y:2,x:1,host:db7");
        assertThat(flushed()).containsExactly("a{x:1,y:2} 0.200 rate", "a{x:1,y:2}@db7 0.800 rate");
    }

    @Test
    void whatHasItsTimeIsHandedOnAsItIs() {
        say("a:5|c|T1656581400|#x", "b:-6.5|g|T1656581401");
        assertThat(aggregator.ready())
                .containsExactly(
                        new Sample("a", Tags.of("x"), "", 5, 1_656_581_400_000_000L, SampleKind.COUNT, Duration.ZERO),
                        Sample.gauge("b", -6.5, Tags.NONE, 1_656_581_401_000_000L));
        assertThat(flushed()).isEmpty();
    }

    @Test
    void containersAndLaterFieldsArePassedOver() {
        say("a:1|g|#x:1|c:ci-1234|e:it-false,cn-web|card:low");
        assertThat(flushed()).containsExactly("a{x:1} 1.000 gauge");
    }

    @Test
    void eventsAndServiceChecksAreHandedOn() {
        say(
                "_e{10,11}:größer|two\\nlines|d:1656581400|h:db1|p:low|t:error|k:deploy|s:ci|#env:prod,team",
                "_sc|mysql.up|2|d:1656581400|h:db1|#port:3306|m:refused | m\\: twice");
        assertThat(aggregator.ready())
                .containsExactly(new ServiceCheck(
                        "mysql.up",
                        ServiceCheck.Status.CRITICAL,
                        Tags.of("port:3306"),
                        "db1",
                        1_656_581_400_000_000L,
                        "refused | m: twice"));
        say("_e{8,10}:größer|two\\nlines|d:1656581400|h:db1|p:low|t:error|k:deploy|s:ci|#env:prod,team");
        assertThat(aggregator.ready())
                .containsExactly(new Event(
                        "größer",
                        "two\nlines",
                        Tags.of("env:prod", "team"),
                        "db1",
                        1_656_581_400_000_000L,
                        Event.Alert.ERROR,
                        true,
                        "deploy",
                        "ci"));
        assertThat(counters())
                .extracting(StatsdCounters::events, StatsdCounters::checks, StatsdCounters::malformed)
                .containsExactly(1L, 1L, 1L);
    }

    @Test
    void malformedLinesAreCountedAndTheOthersTaken() {
        String[] bad = {
            "a",
            "a:",
            "a:1",
            "a:1|",
            "a:1|x",
            ":1|c",
            "a:1|c|@0",
            "a:1|c|@2",
            "a:x|c",
            "a b:1|c",
            "a:1|c|",
            "a:NaN|g",
            "a:1e999|g",
            "a:0x10p1|g",
            "a:1|h|T5",
            "_e{1}:a|b",
            "_e{9,9}:a|b",
            "_sc|a",
            "_sc|a|7",
            "_sc||1"
        };
        say(bad);
        assertThat(counters().malformed()).isEqualTo(bad.length);
        say("good:1|c", "bad", "good:1|c\r");
        assertThat(flushed()).contains("good 0.200 rate");
    }

    @Test
    void seriesBeyondTheLimitAreCounted() {
        Aggregator small = new Aggregator(
                new StatsdOptions(null, 0, null, Duration.ofSeconds(10), "shop", false, false, 2), () -> 0);
        byte[] lines = "a:1|c\nb:-1|g\nc:1:2|c\na:1|c".getBytes(StandardCharsets.UTF_8);
        small.datagram(lines, lines.length);
        assertThat(small.flush(0))
                .extracting(StatsdServerTest::told)
                .containsExactly("shop.a 2.000 count", "shop.b -1.000 gauge");
        assertThat(small.counters(-1, 0).evicted()).isEqualTo(2);
    }

    @Test
    void whatIsSentOverUdpAndTheUnixSocketIsForwarded(@TempDir Path directory) throws Exception {
        List<Signal> heard = Collections.synchronizedList(new ArrayList<>());
        Path path = directory.resolve("statsd.sock");
        StatsdOptions options = new StatsdOptions(
                "127.0.0.1", 0, path, Duration.ofSeconds(1), "", true, false, StatsdOptions.USUAL_MAX_SERIES);
        try (StatsdServer server = StatsdServer.start(options, heard::addAll, problem -> {});
                DatagramSocket client = new DatagramSocket()) {
            byte[] line = "udp:3|c\n_sc|up|0".getBytes(StandardCharsets.UTF_8);
            client.send(new DatagramPacket(line, line.length, InetAddress.getLoopbackAddress(), server.port()));
            Tool.of(
                            "perl",
                            "-MSocket",
                            "-e",
                            "socket(my $s, PF_UNIX, SOCK_DGRAM, 0) or die; send($s, 'unix:4|c', 0, pack_sockaddr_un($ARGV[0])) or die")
                    .with(path.toString())
                    .output();
            Pause.until("both arrive", PATIENCE, () -> server.counters().datagrams() == 2);
            assertThat(server.counters().kernelDropped()).isZero();
        }
        assertThat(heard.stream()
                        .filter(Sample.class::isInstance)
                        .map(Sample.class::cast)
                        .filter(sample -> sample.value() != 0))
                .extracting(StatsdServerTest::told)
                .containsExactlyInAnyOrder("udp 3.000 count", "unix 4.000 count");
        assertThat(heard).filteredOn(ServiceCheck.class::isInstance).hasSize(1);
        assertThat(path).doesNotExist();
    }

    @Test
    void aPortThatIsTakenIsTold() {
        try (StatsdServer first = StatsdServer.start(OPTIONS, signals -> {}, problem -> {})) {
            assertThatThrownBy(
                            () -> StatsdServer.start(StatsdOptions.local(first.port()), signals -> {}, problem -> {}))
                    .isInstanceOfSatisfying(
                            ProblemException.class,
                            e -> assertThat(e.problem().code()).isEqualTo("statsd-not-heard"));
        }
    }

    /** Whatever comes, each line is counted as something, and what is flushed are samples. */
    @FuzzTest(maxDuration = "2m")
    void anyDatagram(byte[] bytes) {
        Aggregator fuzzed = new Aggregator(OPTIONS, () -> 1);
        fuzzed.datagram(bytes, bytes.length);
        fuzzed.datagram(bytes, bytes.length);
        StatsdCounters counters = fuzzed.counters(-1, 0);
        assertThat(counters.malformed() % 2).isZero();
        assertThat(fuzzed.ready()).hasSizeLessThanOrEqualTo(bytes.length);
        fuzzed.flush(1);
    }
}
