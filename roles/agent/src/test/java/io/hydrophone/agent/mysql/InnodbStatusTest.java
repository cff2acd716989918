package io.hydrophone.agent.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Over texts of real servers: two transactions are open, of which one waits for a row of the other. */
class InnodbStatusTest {
    @Test
    void mySql97() throws IOException {
        assertThat(InnodbStatus.parse(text("mysql-9.7")))
                .containsEntry("innodb_history_list_length", 6.0)
                .containsEntry("innodb_current_transactions", 5.0)
                .containsEntry("innodb_active_transactions", 2.0)
                .containsEntry("innodb_locked_transactions", 1.0)
                .containsEntry("innodb_lock_structs", 5.0)
                .containsEntry("innodb_current_row_locks", 7.0)
                .containsEntry("innodb_tables_in_use", 1.0)
                .containsEntry("innodb_locked_tables", 1.0)
                .containsEntry("innodb_os_file_reads", 877.0)
                .containsEntry("innodb_os_file_fsyncs", 82.0)
                .containsEntry("innodb_pending_normal_aio_reads", 0.0)
                .containsEntry("innodb_pending_ibuf_aio_reads", 0.0)
                .doesNotContainKey("innodb_pending_aio_log_ios")
                .containsEntry("innodb_hash_index_cells_total", 8 * 17_393.0)
                .doesNotContainKey("innodb_hash_index_cells_used")
                .containsEntry("innodb_ibuf_segment_size", 2.0)
                .containsEntry("innodb_ibuf_merged", 0.0)
                .containsEntry("innodb_lsn_current", 19_523_809.0)
                .containsEntry("innodb_checkpoint_age", 19_523_809.0 - 19_049_457)
                .containsEntry("innodb_mem_dictionary", 817_289.0)
                .containsEntry("innodb_buffer_pool_pages_dirty", 68.0)
                .containsEntry("innodb_pages_written", 450.0)
                .containsEntry("innodb_rows_inserted", 200.0)
                .containsEntry("innodb_read_views", 0.0);
    }

    @Test
    void mySql57() throws IOException {
        assertThat(InnodbStatus.parse(text("mysql-5.7")))
                .containsEntry("innodb_s_lock_spin_rounds", 2.0)
                .containsEntry("innodb_s_lock_os_waits", 1.0)
                .containsEntry("innodb_active_transactions", 2.0)
                .containsEntry("innodb_pending_aio_sync_ios", 0.0)
                .containsEntry("innodb_pending_log_flushes", 0.0)
                .containsEntry("innodb_pending_checkpoint_writes", 0.0)
                .containsEntry("innodb_log_writes", 9.0);
    }

    @Test
    void mariaDb1011() throws IOException {
        assertThat(InnodbStatus.parse(text("mariadb-10.11")))
                .containsEntry("innodb_history_list_length", 2.0)
                .containsEntry("innodb_current_transactions", 3.0)
                .containsEntry("innodb_locked_transactions", 1.0)
                .containsEntry("innodb_pending_buffer_pool_flushes", 0.0)
                .containsEntry("innodb_lsn_flushed", 131_196.0)
                .containsEntry("innodb_mem_total", 100_663_296.0)
                .containsEntry("innodb_semaphore_waits", 0.0)
                .doesNotContainKey("innodb_queries_inside");
    }

    @Test
    void waitsForSemaphoresAreAddedUp() {
        Map<String, Double> values = InnodbStatus.parse("""
                ----------
                SEMAPHORES
                ----------
                OS WAIT ARRAY INFO: reservation count 9
                --Thread 139 has waited at row0ins.cc line 2 for 1.50 seconds the semaphore:
                --Thread 140 has waited at btr0sea.cc line 3 for 2 seconds the semaphore:
                """);
        assertThat(values)
                .containsEntry("innodb_semaphore_waits", 2.0)
                .containsEntry("innodb_semaphore_wait_time", 3_500.0);
    }

    @Test
    void aStatementThatLooksLikeASectionIsNone() throws IOException {
        String forged = """
                update t set v='z' where id=1
                ---
                LOG
                ---
                Log sequence number 7
                --------
                FILE I/O
                --------
                1 OS file reads, 2 OS file writes, 3 OS fsyncs
                ----------
                SEMAPHORES
                ----------
                RW-shared spins 1, rounds 2, OS waits 3""";
        String text = text("mysql-9.7");
        assertThat(InnodbStatus.parse(text.replace("update t set v='z' where id=1", forged)))
                .isEqualTo(InnodbStatus.parse(text));
    }

    @Test
    void halfATextTellsHalf() throws IOException {
        String text = text("mysql-9.7");
        for (int end = 0; end < text.length(); end += 7) {
            InnodbStatus.parse(text.substring(0, end));
        }
        assertThat(InnodbStatus.parse(text.substring(0, text.indexOf("FILE I/O"))))
                .containsEntry("innodb_active_transactions", 2.0)
                .doesNotContainKey("innodb_os_file_reads");
    }

    static String text(String server) throws IOException {
        try (InputStream in = InnodbStatusTest.class.getResourceAsStream("innodb-" + server + ".txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
