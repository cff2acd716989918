package io.hydrophone.report;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.hydrophone.core.ProblemException;
import io.hydrophone.core.msgpack.Packed;
import io.hydrophone.digest.summary.StatementSummary;
import io.hydrophone.digest.summary.Summary;
import io.hydrophone.sql.LiteralMask;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.msgpack.core.MessageBufferPacker;
import org.msgpack.core.MessagePack;
import org.msgpack.value.Value;
import org.msgpack.value.ValueFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What is written can be read, adds up to what it was, and nothing else is taken for it. */
class ReportCodecTest {
    enum Codec {
        JSON {
            @Override
            byte[] write(IntervalReport report) {
                return ReportJson.write(report);
            }

            @Override
            IntervalReport read(byte[] bytes) {
                return ReportJson.read(bytes);
            }
        },
        MESSAGE_PACK {
            @Override
            byte[] write(IntervalReport report) {
                return ReportMessagePack.write(report);
            }

            @Override
            IntervalReport read(byte[] bytes) {
                return ReportMessagePack.read(bytes);
            }
        };

        abstract byte[] write(IntervalReport report);

        abstract IntervalReport read(byte[] bytes);
    }

    private static final List<Summary> SECONDS = Traffic.seconds(300);

    @ParameterizedTest
    @EnumSource
    void reportsThatWereReadBackAddUpToWhatTheSummariesAddUpTo(Codec codec) {
        assertThat(SECONDS).hasSizeGreaterThan(1);
        List<Summary> read = new ArrayList<>();
        long sequence = 0;
        for (Summary second : SECONDS) {
            read.add(codec.read(codec.write(Traffic.report(++sequence, second))).summary());
        }
        Summary expected = Traffic.merged(SECONDS);
        Summary merged = Traffic.merged(read);
        assertThat(json(merged)).isEqualTo(json(expected));
        // The sums that are told in microseconds are those of nanoseconds.
        assertThat(merged.statements())
                .extracting(
                        row -> row.key() + " " + row.tally() + " " + row.total().sum() + " "
                                + row.total().quantile(0.99) + " " + row.clientRanking() + " " + row.errorCodes())
                .isEqualTo(expected.statements().stream()
                        .map(row -> row.key() + " " + row.tally() + " "
                                + row.total().sum() + " " + row.total().quantile(0.99) + " " + row.clientRanking()
                                + " " + row.errorCodes())
                        .toList());
    }

    @ParameterizedTest
    @EnumSource
    void whatIsReadIsWrittenAgainToTheByte(Codec codec) {
        for (Summary second : SECONDS) {
            byte[] written = codec.write(Traffic.report(7, second));
            assertThat(codec.write(codec.read(written))).isEqualTo(written);
        }
    }

    @ParameterizedTest
    @EnumSource
    void theIdAndTheLossesComeAsTheyWent(Codec codec) {
        IntervalReport report = Traffic.report(9, SECONDS.getFirst());
        IntervalReport read = codec.read(codec.write(report));
        assertThat(read.id()).isEqualTo(report.id());
        assertThat(read.version()).isEqualTo("0.1.0");
        assertThat(read.capture()).isEqualTo(report.capture());
        assertThat(read.fromNanos()).isEqualTo(report.fromNanos());
        assertThat(read.toNanos()).isEqualTo(report.toNanos());
    }

    @ParameterizedTest
    @EnumSource
    void noLiteralLeaves(Codec codec) {
        boolean literals = false;
        for (Summary second : SECONDS) {
            String told = new String(codec.write(Traffic.report(1, second)), ISO_8859_1);
            for (StatementSummary row : second.statements()) {
                String raw = row.sample() == null
                        ? ""
                        : new String(row.sample().sql().reveal(), UTF_8);
                if (!raw.isEmpty() && !raw.equals(LiteralMask.mask(raw))) {
                    literals = true;
                    assertThat(told).doesNotContain(raw);
                }
            }
        }
        assertThat(literals).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void whatIsCutShortIsRefusedWhereverItIsCut(Codec codec) {
        byte[] whole = codec.write(Traffic.report(1, Traffic.seconds(1).getFirst()));
        for (int length = 0; length < whole.length; length++) {
            byte[] part = Arrays.copyOf(whole, length);
            ProblemException refused = catchThrowableOfType(ProblemException.class, () -> codec.read(part));
            assertThat(refused).as("%d of %d bytes", length, whole.length).isNotNull();
            assertThat(refused.problem().code()).isEqualTo("bad-report");
        }
        byte[] more = Arrays.copyOf(whole, whole.length + 1);
        more[whole.length] = '1';
        assertThatThrownBy(() -> codec.read(more)).hasMessageContaining("more after the end");
    }

    @Test
    void theJsonIsThatOfThePage() {
        JsonNode report = JsonMapper.shared().readTree(ReportJson.write(Traffic.report(3, SECONDS.getFirst())));
        assertThat(report.get("format").asString()).isEqualTo("hydrophone-report");
        assertThat(report.get("format_version").asString()).isEqualTo("1.0");
        assertThat(report.get("epoch").asString()).isEqualTo("0000123456789abc");
        assertThat(report.get("sequence").asLong()).isEqualTo(3);
        assertThat(report.at("/capture/kernel_drop").asLong()).isEqualTo(6);
        JsonNode row = report.get("statements").get(0);
        assertThat(row.get("digest").asString()).matches("[0-9a-f]{16}");
        JsonNode total = row.get("total_ns");
        assertThat(total.get("scale").asInt()).isEqualTo(4);
        assertThat(total.get("offsets").size()).isEqualTo(total.get("counts").size());
        long counted = total.get("zeros").asLong();
        for (JsonNode count : total.get("counts")) {
            counted += count.asLong();
        }
        assertThat(counted).isEqualTo(row.get("count").asLong());
    }

    @Test
    void theMessagePackIsReadByItsPeer() throws Exception {
        byte[] packed = ReportMessagePack.write(Traffic.report(3, SECONDS.getFirst()));
        try (var unpacker = MessagePack.newDefaultUnpacker(packed)) {
            Value report = unpacker.unpackValue();
            assertThat(unpacker.hasNext()).isFalse();
            JsonNode json = JsonMapper.shared().readTree(ReportJson.write(Traffic.report(3, SECONDS.getFirst())));
            assertThat(report.asMapValue().size()).isEqualTo(json.size());
            assertThat(report.asMapValue()
                            .map()
                            .get(ValueFactory.newInteger(Field.STATEMENTS.number()))
                            .asArrayValue()
                            .size())
                    .isEqualTo(json.get("statements").size());
        }
    }

    @Test
    void fieldsOfALaterVersionAreSkipped() throws Exception {
        IntervalReport report = Traffic.report(3, SECONDS.getFirst());
        ObjectNode json = (ObjectNode) JsonMapper.shared().readTree(ReportJson.write(report));
        json.put("format_version", "1.7");
        json.putObject("later").putArray("nested").add(1).addObject().put("deep", "x");
        byte[] later = JsonMapper.shared().writeValueAsBytes(json);
        assertThat(ReportJson.write(ReportJson.read(later))).isEqualTo(ReportJson.write(report));

        byte[] packed = ReportMessagePack.write(report);
        try (MessageBufferPacker more = MessagePack.newDefaultBufferPacker()) {
            more.packInt(4_000)
                    .packArrayHeader(3)
                    .packString("x")
                    .packDouble(1.5)
                    .packNil();
            more.packString("by name").packMapHeader(1).packBoolean(true).packLong(-5_000_000_000L);
            more.packInt(-7).packBinaryHeader(300);
            more.writePayload(new byte[300]);
            more.packInt(127).packExtensionTypeHeader((byte) 1, 16).writePayload(new byte[16]);
            byte[] added = Arrays.copyOf(packed, packed.length + (int) more.getTotalWrittenBytes());
            System.arraycopy(more.toByteArray(), 0, added, packed.length, added.length - packed.length);
            added[2] = (byte) (added[2] + 4);
            assertThat(ReportMessagePack.write(ReportMessagePack.read(added))).isEqualTo(packed);
        }
    }

    /** What is written, and what stands there instead, in turn. */
    private static List<String> changes() {
        return List.of(
                "\"format\":\"hydrophone-report\"", "\"format\":\"another\"",
                "\"format_version\":\"1.0\"", "\"format_version\":\"2.0\"",
                "\"probe\":\"db-1\"", "\"probe\":\"\"",
                "\"sequence\":3", "\"sequence\":0",
                "\"sequence\":3", "\"sequence\":-3",
                "\"sequence\":3", "\"sequence\":3.5",
                "\"sequence\":3", "\"sequence\":99999999999999999999",
                "\"epoch\":\"0000123456789abc\"", "\"epoch\":\"123456789abc\"",
                "\"sample_finest\":1,", "\"sample_finest\":9,",
                "\"scale\":4", "\"scale\":3",
                "\"zeros\":0", "\"zeros\":1",
                "\"slot_us\":", "\"slot_us\":1",
                "\"source\":\"wire\"", "\"source\":\"hearsay\"",
                "\"command\":\"COM_QUERY\"", "\"command\":\"COM_QUARRY\"",
                "\"truncated\":false", "\"truncated\":0");
    }

    @Test
    void whatContradictsItselfIsRefusedWithItsPlace() {
        String good = new String(ReportJson.write(Traffic.report(3, SECONDS.getFirst())), UTF_8);
        List<String> changes = changes();
        for (int i = 0; i < changes.size(); i += 2) {
            assertThat(good).contains(changes.get(i));
            byte[] bad = good.replace(changes.get(i), changes.get(i + 1)).getBytes(UTF_8);
            ProblemException refused = catchThrowableOfType(ProblemException.class, () -> ReportJson.read(bad));
            assertThat(refused).as(changes.get(i + 1)).isNotNull();
            assertThat(refused.problem().where()).startsWith("byte ");
        }
    }

    @Test
    void lengthsThatAreNotThereAreNotBelieved() {
        for (int type : new int[] {Packed.STR_32, Packed.ARRAY_32, Packed.MAP_32, Packed.BIN_32, Packed.EXT_32}) {
            byte[] bytes = {(byte) (Packed.FIX_MAP | 1), (byte) 3, (byte) type, (byte) 0xff, -1, -1, -1, 0};
            assertThatThrownBy(() -> ReportMessagePack.read(bytes)).isInstanceOf(ProblemException.class);
            byte[] unknown = bytes.clone();
            unknown[1] = 126;
            assertThatThrownBy(() -> ReportMessagePack.read(unknown)).isInstanceOf(ProblemException.class);
        }
        byte[] nested = new byte[1 << 20];
        Arrays.fill(nested, (byte) (Packed.FIX_ARRAY | 1));
        nested[0] = (byte) (Packed.FIX_MAP | 1);
        nested[1] = 126;
        assertThatThrownBy(() -> ReportMessagePack.read(nested)).hasMessageContaining("the end");
        assertThatThrownBy(() -> ReportJson.read("[".repeat(1 << 20).getBytes(UTF_8)))
                .isInstanceOf(ProblemException.class);
    }

    /** Readers accept what the first version wrote, for good. */
    @Test
    void theCommittedReportsAreRead() throws Exception {
        Path json = Path.of("src/test/resources/report-1.0.json");
        Path packed = Path.of("src/test/resources/report-1.0.msgpack");
        IntervalReport report = ReportJson.read(Files.readAllBytes(json));
        assertThat(report.id()).hasToString("db-1/123456789abc/42");
        assertThat(report.summary().statements()).isNotEmpty();
        assertThat(report.summary().transactions().totals().count()).isPositive();
        assertThat(ReportMessagePack.write(report)).isEqualTo(Files.readAllBytes(packed));
        assertThat(ReportJson.write(ReportMessagePack.read(Files.readAllBytes(packed))))
                .isEqualTo(Files.readAllBytes(json));
    }

    private static String json(Summary summary) {
        return new String(ReportJson.write(Traffic.report(1, summary)), UTF_8);
    }
}
