package io.hydrophone.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the version decides; that servers understand the statements is for tests with servers to see. */
class CatalogueTest {
    private static final Duration LIMIT = Duration.ofMillis(2_500);

    @ParameterizedTest
    @CsvSource({
        "5.7.44, '', information_schema.processlist, information_schema.innodb_lock_waits, false",
        "8.0.15, '', information_schema.processlist, performance_schema.data_lock_waits, true",
        "8.0.22, '', performance_schema.processlist, performance_schema.data_lock_waits, true",
        "9.7.4, '', performance_schema.processlist, performance_schema.data_lock_waits, true",
        "10.11.6, MariaDB, information_schema.processlist, information_schema.innodb_lock_waits, false",
        "11.8.2, MariaDB, information_schema.processlist, information_schema.innodb_lock_waits, false",
    })
    void theVersionDecides(String version, String comment, String processlist, String lockWaits, boolean quantiles) {
        Catalogue catalogue = new Catalogue(ServerVersion.parse(version, comment), true);
        assertThat(catalogue.running(LIMIT)).contains(processlist);
        assertThat(catalogue.rowBlockers(LIMIT)).contains(lockWaits);
        assertThat(catalogue.statements(null, false, LIMIT).contains("QUANTILE_95"))
                .isEqualTo(quantiles);
    }

    @ParameterizedTest
    @CsvSource({"8.4.0, ''", "10.6.1, MariaDB"})
    void everyStatementIsLimitedAndMarked(String version, String comment) {
        Catalogue catalogue = new Catalogue(ServerVersion.parse(version, comment), true);
        String limit = comment.isEmpty()
                ? "SELECT /*+ MAX_EXECUTION_TIME(2500) */ "
                : "SET STATEMENT max_statement_time=2.500 FOR SELECT ";
        List<Long> ids = List.of(1L, 2L);
        assertThat(List.of(
                        catalogue.status(List.of("Questions"), LIMIT),
                        catalogue.statements("12.5", true, LIMIT),
                        catalogue.sessions(LIMIT),
                        catalogue.running(LIMIT),
                        catalogue.rowWaits(LIMIT),
                        catalogue.rowBlockers(LIMIT),
                        catalogue.metadataBlockers(LIMIT),
                        catalogue.threads(ids, LIMIT),
                        catalogue.lastStatements(ids, LIMIT)))
                .allSatisfy(sql -> assertThat(sql).startsWith(limit).contains(" AS " + OwnStatements.MARK));
    }

    @ParameterizedTest
    @CsvSource({"8.0.36, true", "5.7.44, true"})
    void whereThereIsNoPerformanceSchemaTheOlderListIsRead(String version, boolean instrumentedBefore) {
        Catalogue without = new Catalogue(ServerVersion.parse(version, ""), !instrumentedBefore);
        assertThat(without.running(LIMIT)).contains("information_schema.processlist");
    }
}
