package io.hydrophone.digest;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.core.Source;
import io.hydrophone.digest.summary.ClientShare;
import io.hydrophone.digest.summary.ClientSummary;
import io.hydrophone.digest.summary.StatementSummary;
import io.hydrophone.digest.summary.Summary;
import io.hydrophone.wire.Outcome;
import io.hydrophone.wire.SampleRatio;
import io.hydrophone.wire.SessionKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class IntervalDigestTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long BEGIN = 1_700_000_000L * SECOND;

    private final List<Summary> closed = new ArrayList<>();
    private final IntervalDigest digest =
            new IntervalDigest(Source.WIRE, DigestOptions.DEFAULT, Duration.ofSeconds(10), closed::add);
    private final HeardQuery query = new HeardQuery().sql("SELECT 1");

    @Test
    void aQueryBelongsToTheIntervalInWhichItEnded() {
        digest.query(query.ended(BEGIN));
        digest.query(query.ended(BEGIN + 10 * SECOND - 1));
        digest.query(query.ended(BEGIN + 10 * SECOND));
        digest.end();

        assertThat(closed).extracting(Summary::fromNanos).containsExactly(BEGIN, BEGIN + 10 * SECOND);
        assertThat(closed).extracting(Summary::toNanos).containsExactly(BEGIN + 10 * SECOND, BEGIN + 20 * SECOND);
        assertThat(closed).extracting(IntervalDigestTest::count).containsExactly(2L, 1L);
    }

    @Test
    void timeAloneClosesAnInterval() {
        digest.query(query.ended(BEGIN + 3));
        digest.tick(BEGIN + 9 * SECOND);
        assertThat(closed).isEmpty();
        digest.tick(BEGIN + 10 * SECOND);
        assertThat(closed).hasSize(1);
        digest.tick(BEGIN + 20 * SECOND);
        assertThat(closed).extracting(IntervalDigestTest::count).containsExactly(1L, 0L);
    }

    @Test
    void whatASampleStandsForIsEstimatedWithTheRatioOfItsMoment() {
        digest.sample(new SampleRatio(2));
        digest.query(query.ended(BEGIN));
        digest.query(query.ended(BEGIN + 10 * SECOND));
        digest.sample(new SampleRatio(8));
        digest.query(query.ended(BEGIN + 11 * SECOND));
        digest.query(query.ended(BEGIN + 20 * SECOND));
        digest.end();

        assertThat(closed)
                .extracting(summary -> StatementClasses.total(summary).tally().estimatedCount())
                .containsExactly(2L, 10L, 8L);
        assertThat(closed)
                .extracting(summary -> summary.counts().sampling().changed())
                .containsExactly(false, true, false);
        SummaryMerge merge = new SummaryMerge(DigestOptions.DEFAULT);
        closed.forEach(merge::add);
        assertThat(merge.snapshot().counts().sampling()).hasToString("1/2 to 1/8");
        assertThat(StatementClasses.total(merge.snapshot()).tally().estimatedCount())
                .isEqualTo(20);
        assertThat(count(merge.snapshot())).isEqualTo(4);
    }

    @Test
    void clientsThatDoNotComeAnyMoreLeaveTheirPlaceToOthers() {
        DigestOptions fourClients = new DigestOptions(100, 4, -1, QueryFilter.ALL);
        IntervalDigest bounded = new IntervalDigest(Source.WIRE, fourClients, Duration.ofSeconds(10), closed::add);
        for (int interval = 0; interval < 20; interval++) {
            for (int client = 0; client < 2; client++) {
                int id = 2 * interval + client;
                query.key = new SessionKey(id, "10.0.0.9:3306", "10.0.1." + id, "app", "shop");
                bounded.query(query.ended(BEGIN + 10L * interval * SECOND));
            }
        }
        bounded.end();

        assertThat(closed).hasSize(20).allSatisfy(summary -> {
            assertThat(summary.clients())
                    .hasSize(2)
                    .noneMatch(client -> client.client().equals("other"));
            assertThat(summary.statements().getFirst().clientRanking().shares())
                    .extracting(ClientShare::client)
                    .containsExactlyInAnyOrderElementsOf(summary.clients().stream()
                            .map(ClientSummary::client)
                            .toList());
        });
    }

    @Test
    void lateQueriesAreCountedInTheOpenIntervalAndAsLate() {
        digest.query(query.ended(BEGIN + 12 * SECOND));
        digest.query(query.ended(BEGIN + 9 * SECOND));
        digest.end();

        assertThat(closed).hasSize(1);
        assertThat(count(closed.get(0))).isEqualTo(2);
        assertThat(closed.get(0).counts().late()).isEqualTo(1);
    }

    @Test
    void intervalsMergedAreTheSameAsOneTableOfAll() {
        DigestTable all = new DigestTable(Source.WIRE, DigestOptions.DEFAULT.withSlowNanos(500_000));
        IntervalDigest intervals = new IntervalDigest(
                Source.WIRE, DigestOptions.DEFAULT.withSlowNanos(500_000), Duration.ofSeconds(1), closed::add);
        SplittableRandom random = new SplittableRandom(3);
        long at = BEGIN;
        for (int i = 0; i < 5_000; i++) {
            at += random.nextInt(10_000_000);
            query.sql("SELECT a FROM t" + random.nextInt(40)).ended(at).took(random.nextInt(1_000_000));
            query.errorCode = 0;
            query.outcome = Outcome.OK;
            if (random.nextInt(20) == 0) {
                query.failed(1_000 + random.nextInt(5));
            }
            all.query(query);
            intervals.query(query);
        }
        intervals.end();
        SummaryMerge merge = new SummaryMerge(DigestOptions.DEFAULT.withSlowNanos(500_000));
        closed.forEach(merge::add);

        assertThat(closed).hasSizeGreaterThan(10);
        assertThat(contents(merge.snapshot())).isEqualTo(contents(all.snapshot()));
        assertThat(merge.snapshot().commands()).isEqualTo(all.snapshot().commands());
        assertThat(merge.snapshot().clients()).isEqualTo(all.snapshot().clients());
        assertThat(merge.snapshot().timeline().slots().stream()
                        .mapToLong(slot -> slot.count())
                        .sum())
                .isEqualTo(5_000);
    }

    /** All that a summary tells, in an order that does not depend on the table's. */
    private static Map<String, String> contents(Summary summary) {
        Map<String, String> rows = new TreeMap<>();
        for (StatementSummary row : summary.statements()) {
            TreeMap<Integer, Long> buckets = new TreeMap<>();
            row.total().forEachBucket(buckets::put);
            rows.put(
                    row.fingerprint(),
                    row.key() + " " + row.tally() + " " + buckets + row.total().sum() + " " + row.firstSeenNanos() + " "
                            + row.lastSeenNanos() + " " + row.slowest() + row.clients() + row.sample()
                            + new TreeMap<>(java.util.Map.of(
                                    "errors",
                                    row.errorCodes().shares().stream()
                                            .mapToLong(share -> share.value() * share.count())
                                            .sum())));
        }
        return rows;
    }

    private static long count(Summary summary) {
        return summary.statements().stream()
                .mapToLong(row -> row.tally().count())
                .sum();
    }
}
