package io.hydrophone.report.mysqlprobe;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hydrophone.digest.StatementClasses;
import io.hydrophone.digest.summary.StatementKey;
import io.hydrophone.digest.summary.StatementSummary;
import io.hydrophone.digest.summary.Summary;
import io.hydrophone.report.Traffic;
import io.hydrophone.report.mysqlprobe.Message.AssemblySummary;
import io.hydrophone.sql.LiteralMask;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MySqlProbeReportTest {
    private static final long SECOND = 1_000_000_000L;
    private static final List<Summary> SECONDS = Traffic.seconds(300);

    private final MySqlProbeReport writer = new MySqlProbeReport(true);

    private Map<String, AssemblySummary> write(Summary summary) {
        return Message.read(writer.write(Traffic.report(1, summary)));
    }

    /** The same figures, so many nanoseconds later. */
    private static Summary later(Summary summary, long nanos) {
        return new Summary(
                summary.fromNanos() + nanos,
                summary.toNanos() + nanos,
                summary.statements(),
                summary.clients(),
                summary.commands(),
                summary.timeline(),
                summary.transactions(),
                summary.counts());
    }

    private static Summary at(Summary summary, String instance) {
        List<StatementSummary> rows = new ArrayList<>();
        for (StatementSummary row : summary.statements()) {
            StatementKey key = row.key();
            rows.add(row.withKey(new StatementKey(key.source(), instance, key.database(), key.user(), key.digest())));
        }
        return new Summary(
                summary.fromNanos(),
                summary.toNanos(),
                rows,
                summary.clients(),
                summary.commands(),
                summary.timeline(),
                summary.transactions(),
                summary.counts());
    }

    private static long templates(Map<String, AssemblySummary> message) {
        return message.values().stream()
                .flatMap(database -> database.group().stream())
                .filter(summary -> summary.sql() != null)
                .count();
    }

    private static long statements(Map<String, AssemblySummary> message) {
        return message.values().stream()
                .mapToLong(database -> database.group().size())
                .sum();
    }

    @Test
    void countsAreThoseOfTheSummary() {
        for (Summary second : SECONDS) {
            StatementSummary all = StatementClasses.total(second);
            Map<String, AssemblySummary> message = write(second);
            long success = 0;
            long failed = 0;
            double millis = 0;
            long noIndex = 0;
            long unknown = 0;
            long byClient = 0;
            for (AssemblySummary database : message.values()) {
                unknown += database.unknownExec();
                for (Message.Summary summary : database.group()) {
                    success += summary.success();
                    failed += summary.failed();
                    millis += summary.successMillis() + summary.failedMillis();
                    noIndex += summary.noIndexUsed();
                }
                for (Message.Client client : database.client()) {
                    for (Message.Summary summary : client.group()) {
                        byClient += summary.success() + summary.failed();
                    }
                }
            }
            assertThat(success + failed + unknown).isEqualTo(all.tally().count());
            assertThat(failed).isEqualTo(all.tally().errors());
            assertThat(noIndex).isEqualTo(all.tally().noIndex());
            assertThat(byClient).isEqualTo(success + failed);
            assertThat(millis)
                    .isCloseTo(all.latency().sum() / 1e6, within(all.latency().sum() / 1e6 * 1e-4));
        }
    }

    @Test
    void theKeyIsTheHashOfTheTemplate() throws Exception {
        Map<String, AssemblySummary> message = write(SECONDS.getFirst());
        AssemblySummary shop = message.get("shop");
        assertThat(shop.db()).isEqualTo("shop");
        assertThat(shop.ip()).doesNotContain(":").isNotEmpty();
        for (Message.Summary summary : shop.group()) {
            byte[] hash = MessageDigest.getInstance("MD5").digest(summary.sql().getBytes(UTF_8));
            assertThat(summary.key()).isEqualTo(HexFormat.of().formatHex(hash));
            assertThat(summary.minLatency()).isLessThanOrEqualTo(summary.latency99());
            assertThat(summary.latency99()).isLessThanOrEqualTo(summary.maxLatency());
        }
    }

    @Test
    void aTemplateIsToldAgainAfterFiveMinutes() {
        Summary second = SECONDS.getFirst();
        Map<String, AssemblySummary> first = write(second);
        assertThat(templates(first)).isEqualTo(statements(first)).isPositive();
        assertThat(templates(write(later(second, SECOND)))).isZero();
        assertThat(templates(write(later(second, 300 * SECOND)))).isZero();
        assertThat(templates(write(later(second, 301 * SECOND)))).isEqualTo(statements(first));
    }

    @Test
    void whoComesLaterIsToldEveryTemplate() {
        Summary second = SECONDS.getFirst();
        long statements = statements(write(second));
        writer.tellTemplatesAgain();
        assertThat(templates(write(later(second, SECOND)))).isEqualTo(statements);
    }

    @Test
    void aSampleIsToldEveryTenSecondsWithoutItsLiterals() {
        Summary second = SECONDS.getFirst();
        Set<String> raw = new HashSet<>();
        second.statements().stream()
                .filter(row -> row.sample() != null)
                .forEach(row -> raw.add(new String(row.sample().sql().reveal(), UTF_8)));
        List<Message.Query> samples = samples(write(second));
        assertThat(samples).isNotEmpty();
        assertThat(samples).allSatisfy(sample -> {
            assertThat(sample.raw()).isEqualTo(LiteralMask.mask(sample.raw()));
            assertThat(sample.responseNanos()).isGreaterThanOrEqualTo(sample.requestNanos());
            assertThat(sample.clientIp()).isNotEmpty();
        });
        assertThat(samples(write(later(second, SECOND)))).isEmpty();
        assertThat(samples(write(later(second, 10 * SECOND)))).hasSameSizeAs(samples);

        byte[] plain = new MySqlProbeReport(false).write(Traffic.report(1, second));
        assertThat(samples(Message.read(plain)))
                .extracting(Message.Query::raw)
                .allMatch(raw::contains)
                .anyMatch(text -> !text.equals(LiteralMask.mask(text)));
    }

    private static List<Message.Query> samples(Map<String, AssemblySummary> message) {
        return message.values().stream()
                .flatMap(database -> database.group().stream())
                .map(Message.Summary::sample)
                .filter(sample -> sample != null)
                .toList();
    }

    @Test
    void slowQueriesStandWithTheirClients() {
        AssemblySummary shop = write(SECONDS.getFirst()).get("shop");
        assertThat(shop.group())
                .allSatisfy(summary -> assertThat(summary.slow()).isNull());
        assertThat(shop.client())
                .anySatisfy(client -> assertThat(client.group()).anySatisfy(summary -> {
                    assertThat(summary.slow()).isNotEmpty();
                    assertThat(summary.slow()).allSatisfy(query -> {
                        assertThat(query.clientIp()).isEqualTo(client.ip());
                        assertThat(query.latencyMillis()).isPositive();
                    });
                }));
    }

    @Test
    void twoInstancesWithADatabaseOfOneNameDoNotOverwriteEachOther() {
        Summary second = at(SECONDS.getFirst(), "10.0.0.1:3306");
        Summary other = at(SECONDS.getFirst(), "10.0.0.2:3307");
        long count = write(second).get("shop").group().getFirst().success();
        Map<String, AssemblySummary> both = write(Traffic.merged(List.of(other, second)));
        assertThat(both).containsKeys("shop", "shop@10.0.0.2:3307");
        assertThat(both.get("shop").ip()).isEqualTo("10.0.0.1");
        assertThat(both.get("shop@10.0.0.2:3307").ip()).isEqualTo("10.0.0.2");
        assertThat(both.get("shop@10.0.0.2:3307").db()).isEqualTo("shop");
        assertThat(both.get("shop").group().stream().mapToLong(Message.Summary::success))
                .contains(count);
    }

    @Test
    void ratesAreThoseOfTheLastTenSeconds() {
        Summary second = SECONDS.getFirst();
        Map<String, AssemblySummary> message = Map.of();
        for (int i = 0; i < 30; i++) {
            message = write(later(second, i * SECOND));
        }
        assertThat(message.values())
                .allSatisfy(database -> assertThat(database.group())
                        .allSatisfy(
                                summary -> assertThat(summary.qps()).isEqualTo(summary.success() + summary.failed())));
    }

    @Test
    void nothingIsSentOfAnIntervalInWhichNothingWasHeard() {
        Summary silent = new Summary(
                0,
                SECOND,
                List.of(),
                List.of(),
                List.of(),
                SECONDS.getFirst().timeline(),
                null,
                SECONDS.getFirst().counts());
        assertThat(writer.write(Traffic.report(1, silent))).isNull();
    }
}
