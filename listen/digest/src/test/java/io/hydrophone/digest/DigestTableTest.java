package io.hydrophone.digest;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.hydrophone.core.Source;
import io.hydrophone.digest.summary.CommandCount;
import io.hydrophone.digest.summary.Share;
import io.hydrophone.digest.summary.StatementKey;
import io.hydrophone.digest.summary.StatementSummary;
import io.hydrophone.digest.summary.Summary;
import io.hydrophone.digest.summary.TagRanking;
import io.hydrophone.digest.summary.TagShare;
import io.hydrophone.digest.summary.TransactionEnd;
import io.hydrophone.digest.transaction.TransactionOptions;
import io.hydrophone.protocol.Command;
import io.hydrophone.protocol.ServerStatus;
import io.hydrophone.wire.Outcome;
import io.hydrophone.wire.PreparedStatement;
import io.hydrophone.wire.SessionKey;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class DigestTableTest {
    private final HeardQuery query = new HeardQuery();

    @Test
    void statementsThatDifferInLiteralsAreOneRow() {
        DigestTable table = new DigestTable(Source.WIRE, DigestOptions.DEFAULT);
        for (int i = 0; i < 10; i++) {
            query.rowsSent = 2;
            table.query(query.sql("SELECT * FROM t WHERE id = " + i).took(1_000L * (i + 1)));
        }

        StatementSummary row = only(table.snapshot());
        assertThat(row.fingerprint())
                .containsIgnoringCase("from `t`".replace("`", ""))
                .contains("?");
        assertThat(row.tally().count()).isEqualTo(10);
        assertThat(row.tally().rowsSent()).isEqualTo(20);
        assertThat(row.total().max()).isEqualTo(10_000);
        assertThat(row.total().sum()).isEqualTo(55_000);
        assertThat(row.key())
                .extracting("instance", "user", "database")
                .containsExactly("10.0.0.9:3306", "app", "shop");
    }

    @Test
    void theSampleIsTheSlowestQuery() {
        DigestTable table = new DigestTable(Source.WIRE, DigestOptions.DEFAULT);
        table.query(query.sql("SELECT 1").took(5));
        table.query(query.sql("SELECT 222222").took(50));
        table.query(query.sql("SELECT 3").took(6));

        assertThat(new String(only(table.snapshot()).sample().sql().reveal(), StandardCharsets.UTF_8))
                .isEqualTo("SELECT 222222");
        assertThat(only(table.snapshot()).sample().sql().toString()).doesNotContain("222222");
    }

    @Test
    void anEndlessStatementKeepsABoundedSample() {
        DigestTable table = new DigestTable(Source.WIRE, DigestOptions.DEFAULT);
        table.query(query.sql("SELECT '" + "x".repeat(1 << 20) + "'"));

        assertThat(only(table.snapshot()).sample().sql().size()).isEqualTo(4_096);
        assertThat(only(table.snapshot()).sample().truncated()).isTrue();
    }

    @Test
    void outcomesErrorsAndFlagsAreCountedApart() {
        DigestTable table = new DigestTable(Source.WIRE, DigestOptions.DEFAULT);
        query.serverStatus = ServerStatus.NO_INDEX_USED;
        table.query(query.sql("DELETE FROM t"));
        query.serverStatus = 0;
        table.query(query.failed(1062));
        table.query(query.failed(1062));
        table.query(query.failed(1205));
        query.errorCode = 0;
        for (Outcome outcome : List.of(Outcome.LOST, Outcome.ABORTED, Outcome.UNFINISHED)) {
            query.outcome = outcome;
            query.latencyNanos = -1;
            table.query(query.took(-1));
        }

        StatementSummary row = only(table.snapshot());
        assertThat(row.tally())
                .extracting("count", "errors", "lost", "aborted", "unfinished", "noIndex")
                .containsExactly(7L, 3L, 1L, 1L, 1L, 1L);
        assertThat(row.errorCodes().shares()).containsExactly(new Share<>(1062, 2), new Share<>(1205, 1));
        assertThat(row.total().count()).isEqualTo(4);
    }

    @Test
    void otherCommandsAreCountedByKindOnly() {
        DigestTable table = new DigestTable(Source.WIRE, DigestOptions.DEFAULT);
        query.command = Command.COM_PING;
        table.query(query);
        query.command = Command.COM_STMT_PREPARE;
        table.query(query.failed(1064));

        assertThat(table.snapshot().statements()).isEmpty();
        assertThat(table.snapshot().commands())
                .containsExactly(
                        new CommandCount(Command.COM_PING, 1, 0), new CommandCount(Command.COM_STMT_PREPARE, 1, 1));
    }

    @Test
    void executionsAreOneRowWithTheirStatementAsText() {
        DigestTable table = new DigestTable(Source.WIRE, DigestOptions.DEFAULT);
        table.query(query.sql("SELECT a FROM t WHERE b = 7"));
        query.command = Command.COM_STMT_EXECUTE;
        query.statement = new PreparedStatement() {};
        table.query(query.sql("SELECT a FROM t WHERE b = ?"));
        table.query(query);

        assertThat(only(table.snapshot()).tally().count()).isEqualTo(3);
    }

    @Test
    void whatHasNoTextHasAReservedRow() {
        DigestTable table = new DigestTable(Source.WIRE, DigestOptions.DEFAULT);
        table.query(query.sql(""));
        query.command = Command.COM_STMT_EXECUTE;
        table.query(query);

        assertThat(table.snapshot().statements())
                .extracting(row -> row.key().digest())
                .containsExactlyInAnyOrder(StatementKey.TEXT_LOST, StatementKey.PREPARED_EARLIER);
    }

    @Test
    void filtersSelectBySessionTimeAndFingerprint() {
        QueryFilter filter = new QueryFilter(
                Set.of("shop"), Set.of("app"), Set.of("10.0.0.1"), 1_000, 2_000, Pattern.compile("(?i)from orders"));
        DigestTable table = new DigestTable(Source.WIRE, DigestOptions.DEFAULT.withFilter(filter));
        SessionKey selected = query.key;
        query.sql("SELECT * FROM orders");
        table.query(query.ended(1_000));
        table.query(query.ended(1_999));
        table.query(query.ended(999));
        table.query(query.ended(2_000));
        table.query(query.sql("SELECT * FROM carts").ended(1_500));
        query.sql("SELECT * FROM orders");
        query.key = new SessionKey(1, "10.0.0.9:3306", "10.0.0.1", "app", "other");
        table.query(query);
        query.key = new SessionKey(2, "10.0.0.9:3306", "10.0.0.1", "root", "shop");
        table.query(query);
        query.key = new SessionKey(3, "10.0.0.9:3306", "10.0.0.2", "app", "shop");
        table.query(query);
        query.key = selected;
        query.command = Command.COM_PING;
        table.query(query);

        assertThat(only(table.snapshot()).tally().count()).isEqualTo(2);
        assertThat(table.snapshot().counts().filteredOut()).isEqualTo(7);
    }

    @Test
    void keysOfAnotherListenerWithTheSameNumberAreNotConfused() {
        DigestTable table = new DigestTable(Source.WIRE, DigestOptions.DEFAULT);
        table.query(query.sql("SELECT 1"));
        query.key = new SessionKey(0, "10.0.0.8:3306", "10.0.0.1", "app", "shop");
        table.query(query);

        assertThat(table.snapshot().statements())
                .extracting(row -> row.key().instance())
                .containsExactlyInAnyOrder("10.0.0.9:3306", "10.0.0.8:3306");
    }

    @Test
    void slowQueriesAreCountedAndTheSlowestKeptByStatementAndClient() {
        DigestTable table = new DigestTable(Source.WIRE, DigestOptions.DEFAULT.withSlowNanos(100));
        for (int i = 1; i <= 20; i++) {
            table.query(query.sql("SELECT " + i).took(i * 10L));
        }

        Summary summary = table.snapshot();
        assertThat(only(summary).tally().slow()).isEqualTo(11);
        assertThat(only(summary).slowest()).extracting("totalNanos").containsExactly(200L, 190L, 180L, 170L, 160L);
        assertThat(summary.clients()).hasSize(1);
        assertThat(summary.clients().get(0).slow()).isEqualTo(11);
        assertThat(summary.clients().get(0).slowest()).isEqualTo(only(summary).slowest());
    }

    @Test
    void beyondTheBoundNoQueryIsLostAndTheMostUsedStay() {
        DigestTable table = new DigestTable(Source.WIRE, new DigestOptions(100, 16, -1, QueryFilter.ALL));
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < 20_000; i++) {
            int table2 = i % 2 == 0 ? random.nextInt(10) : 10 + random.nextInt(5_000);
            table.query(query.sql("SELECT a FROM t" + table2).took(10));
        }

        Summary summary = table.snapshot();
        assertThat(summary.statements()).hasSizeLessThanOrEqualTo(101);
        assertThat(summary.statements().stream()
                        .mapToLong(row -> row.tally().count())
                        .sum())
                .isEqualTo(20_000);
        assertThat(summary.statements().stream()
                        .mapToLong(row -> row.total().sum())
                        .sum())
                .isEqualTo(200_000);
        assertThat(summary.counts().evictedRows()).isPositive();
        assertThat(summary.statements().stream()
                        .filter(row -> !row.key().isReserved() && row.tally().count() > 900))
                .hasSize(10);
        assertThat(summary.statements().stream().filter(row -> row.key().digest() == StatementKey.OTHER))
                .hasSize(1);
    }

    @Test
    void manyClientsAreBoundedAndAllCounted() {
        DigestTable table = new DigestTable(Source.WIRE, new DigestOptions(100, 16, -1, QueryFilter.ALL));
        for (int i = 0; i < 1_000; i++) {
            query.key = new SessionKey(i, "10.0.0.9:3306", "client" + i % 100, "app", "shop");
            table.query(query.sql("SELECT 1"));
        }

        Summary summary = table.snapshot();
        assertThat(summary.clients()).hasSize(17);
        assertThat(summary.clients().stream()
                        .mapToLong(client -> client.count())
                        .sum())
                .isEqualTo(1_000);
        StatementSummary row = only(summary);
        assertThat(row.clients().shares()).hasSize(16);
        assertThat(row.clients().others()
                        + row.clients().shares().stream()
                                .mapToLong(Share::count)
                                .sum())
                .isEqualTo(1_000);
    }

    @Test
    void theSteadyStateAllocatesNothing() {
        DigestTable table = new DigestTable(Source.WIRE, DigestOptions.DEFAULT.withSlowNanos(1_500));
        byte[][] statements = new byte[50][];
        for (int i = 0; i < statements.length; i++) {
            statements[i] =
                    ("SELECT a, b FROM t" + i + " WHERE id = 123 AND name = 'x'").getBytes(StandardCharsets.UTF_8);
        }
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long thread = Thread.currentThread().threadId();
        run(table, statements, 20_000);
        long before = threads.getThreadAllocatedBytes(thread);
        run(table, statements, 20_000);
        long allocated = threads.getThreadAllocatedBytes(thread) - before;

        // Not a byte a query: what is left is the measuring call's own.
        assertThat(allocated).isLessThan(1_000);
    }

    @Test
    void norDoTransactionsAndTags() {
        DigestTable table =
                new DigestTable(Source.WIRE, DigestOptions.DEFAULT.withTransactions(TransactionOptions.DEFAULT));
        byte[][] statements = {
            "BEGIN".getBytes(StandardCharsets.UTF_8),
            "UPDATE t SET a = 1 /*route='/a',traceparent='x'*/".getBytes(StandardCharsets.UTF_8),
            "COMMIT".getBytes(StandardCharsets.UTF_8)
        };
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long thread = Thread.currentThread().threadId();
        transactions(table, statements, 20_000);
        long before = threads.getThreadAllocatedBytes(thread);
        transactions(table, statements, 20_000);
        long allocated = threads.getThreadAllocatedBytes(thread) - before;

        assertThat(allocated).isLessThan(1_000);
        assertThat(table.snapshot().transactions().totals().count(TransactionEnd.COMMIT))
                .isEqualTo(40_000);
    }

    /** Of sixteen sessions in turn. */
    private void transactions(DigestTable table, byte[][] statements, int times) {
        for (int i = 0; i < times; i++) {
            query.session = i % 16;
            for (int step = 0; step < statements.length; step++) {
                query.totalNanos = 1_000L + i % 1_000;
                query.endNanos = 1_700_000_000_000_000_000L + i * 10_000L + step * 2_000L;
                query.results = 1;
                query.statusBefore = step == 0 ? 2 : 3;
                query.serverStatus = step == 2 ? 2 : 3;
                query.statusEver = query.serverStatus;
                query.statusAlways = query.serverStatus;
                table.query(query.sql(statements[step]));
            }
        }
    }

    @Test
    void tagsAreCountedByValue() {
        DigestTable table = new DigestTable(Source.WIRE, DigestOptions.DEFAULT.withSlowNanos(1));
        String trace = "4bf92f3577b34da6a3ce929d0e0e4736";
        for (int i = 0; i < 40; i++) {
            String route = i < 20 ? "/poll" : "/r" + i;
            table.query(query.took(100 + i)
                    .sql("SELECT " + i + " /*route='" + route + "',unknown='x',traceparent='00-" + trace + "-0-01'*/"));
        }
        SummaryMerge merge = new SummaryMerge(DigestOptions.DEFAULT);
        merge.add(table.snapshot());
        merge.add(table.snapshot());

        StatementSummary row = only(merge.snapshot());
        assertThat(row.tags()).hasSize(1);
        TagRanking route = row.tags().getFirst();
        assertThat(route.tag()).isEqualTo("route");
        assertThat(route.shares()).hasSize(16);
        assertThat(route.shares().getFirst().value()).isEqualTo("/poll");
        assertThat(route.shares().getFirst().count()).isEqualTo(40);
        assertThat(route.shares().getFirst().totalNanos()).isEqualTo(2 * (20 * 100 + 190));
        assertThat(route.others()
                        + route.shares().stream().mapToLong(TagShare::count).sum())
                .isEqualTo(80);
        assertThat(route.otherNanos()
                        + route.shares().stream()
                                .mapToLong(TagShare::totalNanos)
                                .sum())
                .isEqualTo(row.total().sum());
        assertThat(row.sample().traceId()).isEqualTo(trace);
        assertThat(row.slowest()).allMatch(slow -> slow.traceId().equals(trace));
    }

    private void run(DigestTable table, byte[][] statements, int times) {
        for (int i = 0; i < times; i++) {
            query.totalNanos = 1_000L + i % 1_000;
            query.endNanos = 1_700_000_000_000_000_000L + i * 1_000L;
            table.query(query.sql(statements[i % statements.length]));
        }
    }

    private static StatementSummary only(Summary summary) {
        assertThat(summary.statements()).hasSize(1);
        return summary.statements().get(0);
    }
}
