package io.hydrophone.agent.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ValuesTest {
    @Test
    void whatWasReadFirstStaysAndWordsAreNoNumbers() {
        Values values = new Values();
        values.putTexts(Map.of("a", "1", "b", "ON", "c", "", "d", "1d", "e", "-2.5"));
        values.putTexts(Map.of("a", "2", "b", "3"));
        assertThat(values.get("a")).isEqualTo(1);
        assertThat(values.get("b")).isEqualTo(3);
        assertThat(values.get("c")).isNaN();
        assertThat(values.get("d")).isNaN();
        assertThat(values.get("e")).isEqualTo(-2.5);
    }

    @Test
    void theBufferPoolInBytesIsComputedWhereTheServerDoesNotTellIt() {
        Values values = new Values();
        values.putTexts(Map.of(
                "innodb_page_size", "16384",
                "innodb_buffer_pool_pages_total", "100",
                "innodb_buffer_pool_pages_free", "25",
                "innodb_buffer_pool_pages_dirty", "2",
                "innodb_buffer_pool_bytes_dirty", "30000"));
        values.compute();
        assertThat(values.get("innodb_buffer_pool_bytes_dirty")).isEqualTo(30_000);
        assertThat(values.get("innodb_buffer_pool_bytes_used")).isEqualTo(75 * 16_384.0);
        assertThat(values.get("innodb_buffer_pool_pages_utilization")).isEqualTo(0.75);
        assertThat(values.get("qcache_utilization")).isNaN();
    }

    @Test
    void theQueryCacheIsMeasuredSinceTheStartAndSinceTheLastRun() {
        Values before = cache(90, 10, 0);
        Values after = cache(91, 12, 1);
        after.compute();
        assertThat(after.get("qcache_utilization")).isEqualTo(100 * 91 / 104.0);
        assertThat(after.queryCacheUtilizationSince(before)).isEqualTo(25);
        assertThat(after.queryCacheUtilizationSince(after)).isNaN();
    }

    private static Values cache(int hits, int inserts, int notCached) {
        Values values = new Values();
        values.putTexts(
                Map.of("qcache_hits", "" + hits, "qcache_inserts", "" + inserts, "qcache_not_cached", "" + notCached));
        return values;
    }
}
