package io.hydrophone.client.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplicaColumnsTest {
    @ParameterizedTest
    @CsvSource({
        "source_host, master_host",
        "seconds_behind_source, seconds_behind_master",
        "replica_io_running, slave_io_running",
        "get_source_public_key, get_master_public_key",
        "replicate_do_db, replicate_do_db",
        "last_io_errno, last_io_errno",
    })
    void wordsAreReplacedAndNothingElse(String newer, String older) {
        assertThat(ReplicaColumns.older(newer)).isEqualTo(older);
        assertThat(ReplicaColumns.newer(older)).isEqualTo(newer);
    }

    @Test
    void aRowIsReadInEitherWords() {
        SnapshotRow row = new SnapshotRow(Map.of("source_host", 0), new String[] {"db1"});
        assertThat(ReplicaColumns.text(row, "master_host")).isEqualTo("db1");
        assertThat(ReplicaColumns.text(row, "master_port")).isNull();
    }

    @ParameterizedTest
    @CsvSource({"18446744073709551615, -1", "12.7, 12", "-3, -3", "x, -1", "'', -1"})
    void aNumberIsOneOrIsNone(String text, long number) {
        SnapshotRow row = new SnapshotRow(Map.of("n", 0), new String[] {text});
        assertThat(row.number("n", -1)).isEqualTo(number);
        assertThat(row.number("m", -1)).isEqualTo(-1);
    }
}
