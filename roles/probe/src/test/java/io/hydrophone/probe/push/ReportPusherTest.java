package io.hydrophone.probe.push;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.core.Problem;
import io.hydrophone.digest.StatementClasses;
import io.hydrophone.probe.Probe;
import io.hydrophone.probe.ProbeOptions;
import io.hydrophone.probe.Recorded;
import io.hydrophone.probe.ReportOptions;
import io.hydrophone.probe.Until;
import io.hydrophone.queue.QueueOptions;
import io.hydrophone.report.IntervalReport;
import io.hydrophone.report.ReportId;
import io.hydrophone.report.ReportMessagePack;
import io.hydrophone.report.snappy.Snappy;
import io.hydrophone.wire.Ports;
import io.hydrophone.wire.source.PacketSources;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a probe heard, as receivers get it. */
class ReportPusherTest {
    @TempDir
    private Path directory;

    private final List<Problem> told = Collections.synchronizedList(new ArrayList<>());
    private final List<byte[]> messages = Collections.synchronizedList(new ArrayList<>());

    @Test
    void theReportsOfANativeReceiverAddUpToWhatWasHeard() throws Exception {
        try (TestReceiver receiver = TestReceiver.start(TestReceiver.ACKNOWLEDGES)) {
            receiver.reads(payload -> ReportMessagePack.read(keep(payload)).id());
            long heard = listenAndPush(receiver, Receiver.NATIVE);
            List<IntervalReport> reports =
                    messages.stream().map(ReportMessagePack::read).toList();
            assertThat(reports.stream()
                            .mapToLong(report -> StatementClasses.total(report.summary())
                                    .tally()
                                    .count())
                            .sum())
                    .isEqualTo(heard)
                    .isPositive();
            assertThat(receiver.received()).extracting(ReportId::probe).containsOnly("db 7/ä");
            String epoch = ReportId.epochText(receiver.received().getFirst().epoch());
            assertThat(receiver.queries())
                    .containsExactly("probe=db%207%2F%C3%A4&epoch=" + epoch
                            + "&version=1.2%2B3&address=http%3A%2F%2F127.0.0.1%3A8667");
        }
        assertThat(told).isEmpty();
    }

    @Test
    void aReceiverOfMysqlProbeGetsItsMessagesAndNoIntroduction() throws Exception {
        try (TestReceiver receiver = TestReceiver.start(TestReceiver.SAYS_NOTHING)) {
            receiver.reads(payload -> {
                keep(payload);
                return new ReportId("", 0, 0);
            });
            long heard = listenAndPush(receiver, Receiver.MYSQLPROBE);
            long counted = 0;
            for (byte[] message : messages) {
                for (JsonNode database : JsonMapper.shared().readTree(message)) {
                    for (JsonNode statement : database.get("d")) {
                        assertThat(statement.has("b")).as("its template").isTrue();
                        counted +=
                                statement.get("c").asLong() + statement.get("d").asLong();
                    }
                }
            }
            assertThat(counted).isEqualTo(heard).isPositive();
            assertThat(receiver.queries()).containsExactly("null");
        }
        assertThat(told).isEmpty();
    }

    @Test
    void whatCannotBeDeliveredAtTheEndIsDeliveredByTheNext() throws Exception {
        try (TestReceiver receiver = TestReceiver.start(TestReceiver.ACKNOWLEDGES)) {
            receiver.stop();
            receiver.reads(payload -> ReportMessagePack.read(keep(payload)).id());
            long heard = listenAndPush(receiver, Receiver.NATIVE);
            assertThat(messages).isEmpty();
            receiver.start();
            long more = listenAndPush(receiver, Receiver.NATIVE);
            assertThat(messages.stream()
                            .map(ReportMessagePack::read)
                            .mapToLong(report -> StatementClasses.total(report.summary())
                                    .tally()
                                    .count())
                            .sum())
                    .isEqualTo(heard + more);
            assertThat(receiver.received().stream().map(ReportId::epoch).distinct())
                    .hasSize(2);
        }
    }

    private byte[] keep(ByteBuffer payload) {
        byte[] frame = new byte[payload.remaining()];
        payload.get(frame);
        byte[] message = Snappy.decompress(frame, 16 << 20);
        messages.add(message);
        return message;
    }

    /** Returns how many queries were heard. */
    private long listenAndPush(TestReceiver receiver, Receiver kind) throws Exception {
        ProbeOptions listening = ProbeOptions.of("recorded", Ports.of(Recorded.PORT))
                .withReport(ReportOptions.ofThisMachine().withProbe("db 7/ä"));
        PushOptions pushing = new PushOptions(
                "db 7/ä",
                List.of(receiver.uri()),
                kind,
                false,
                Patience.TIMES,
                PushSecurity.DEFAULT,
                directory.resolve("queue"),
                QueueOptions.of(8 << 20),
                1 << 20);
        try (ReportPusher pusher = ReportPusher.open(pushing, true, told::add);
                Probe probe = Probe.start(
                        PacketSources.of(Recorded.sessions(directory, 200).open()),
                        listening,
                        notice -> {},
                        List.of(pusher))) {
            pusher.deliver(new Introduction("db 7/ä", probe.epoch(), "1.2+3", "http://127.0.0.1:8667"));
            assertThat(probe.awaitEnd(90, TimeUnit.SECONDS)).isTrue();
            Until.holds(
                    () -> pusher.pusher().counters(),
                    counters -> counters.server() != null || counters.lastProblem() != null);
            pusher.finish(Patience.LONG);
            return probe.queries();
        }
    }
}
