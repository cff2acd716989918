package io.hydrophone.topology.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.client.ServerVersion;
import io.hydrophone.topology.Address;
import org.junit.jupiter.api.Test;

/** Each version is advised in its own words; those that cannot be had here are by the manuals of MySQL and MariaDB. */
class StatementsTest {
    private static final Address DB2 = new Address("db2", 3307);

    private static Statements of(String version) {
        return new Statements(ServerVersion.parse(version, ""));
    }

    @Test
    void wordsAreThoseOfTheVersion() {
        assertThat(of("5.7.22").follow("", DB2))
                .containsExactly("STOP SLAVE", "CHANGE MASTER TO MASTER_HOST='db2', MASTER_PORT=3307", "START SLAVE");
        assertThat(of("8.0.22").follow("east", DB2))
                .containsExactly(
                        "STOP REPLICA FOR CHANNEL 'east'",
                        "CHANGE MASTER TO MASTER_HOST='db2', MASTER_PORT=3307 FOR CHANNEL 'east'",
                        "START REPLICA FOR CHANNEL 'east'");
        assertThat(of("8.0.23").follow("", DB2))
                .containsExactly(
                        "STOP REPLICA",
                        "CHANGE REPLICATION SOURCE TO SOURCE_HOST='db2', SOURCE_PORT=3307",
                        "START REPLICA");
        assertThat(of("10.11.6-MariaDB").follow("east", DB2))
                .containsExactly(
                        "STOP SLAVE 'east'",
                        "CHANGE MASTER 'east' TO MASTER_HOST='db2', MASTER_PORT=3307",
                        "START SLAVE 'east'");
        assertThat(of("10.11.6-MariaDB").stopApplier("east")).isEqualTo("STOP SLAVE 'east' SQL_THREAD");
        assertThat(of("10.11.6-MariaDB").forget("")).isEqualTo("RESET SLAVE ALL");
        assertThat(of("10.11.6-MariaDB").openForWriting()).containsExactly("SET GLOBAL read_only = OFF");
        assertThat(of("8.0.25").skipOne()).isEqualTo("SET GLOBAL sql_slave_skip_counter = 1");
        assertThat(of("8.4.0").skipOne()).isEqualTo("SET GLOBAL sql_replica_skip_counter = 1");
        assertThat(of("8.4.0").status("a")).isEqualTo("SHOW REPLICA STATUS FOR CHANNEL 'a'");
    }

    @Test
    void aNameFromAServerEndsNoLiteralAndNoLine() {
        assertThat(of("9.7.0").start("a'; DROP\nTABLE t; -- \\"))
                .isEqualTo("START REPLICA FOR CHANNEL 'a''; DROPTABLE t; -- \\\\'");
    }

    @Test
    void setsAreListedByTransaction() {
        assertThat(ErrantAdvice.gtids("u1:1-3:7,u2:tag:4:5-6"))
                .containsExactly("u1:1", "u1:2", "u1:3", "u1:7", "u2:tag:4", "u2:tag:5", "u2:tag:6");
    }
}
