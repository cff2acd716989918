package io.hydrophone.agent.mysql;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The server's values by name, in lower case, whatever they were read from; and those that are computed of others. What was
 * read first stays: status variables go before the text of InnoDB's monitor, which rounds and which may be cut.
 */
final class Values {
    private final Map<String, Double> values = new HashMap<>();

    /** Takes what is a number; words such as ON are none. */
    void putTexts(Map<String, String> texts) {
        texts.forEach((name, text) -> put(name, number(text)));
    }

    void putAll(Map<String, Double> more) {
        more.forEach(this::put);
    }

    /** Unless it is there already, or no number. */
    void put(String name, double value) {
        if (!Double.isNaN(value)) {
            values.putIfAbsent(name, value);
        }
    }

    /** Not a number where it is not known. */
    double get(String name) {
        return values.getOrDefault(name, Double.NaN);
    }

    /** What no server tells by itself. */
    void compute() {
        keyCache();
        bufferPool();
        put("table_locks_waited_rate", get("table_locks_waited"));
        put("table_locks_immediate_rate", get("table_locks_immediate"));
        double hits = get("qcache_hits");
        double asked = get("qcache_inserts") + get("qcache_not_cached") + hits;
        if (asked > 0) {
            put("qcache_utilization", 100 * hits / asked);
        }
    }

    /** Of the query cache, what it answered of what it was asked since {@code before}, in per cent. */
    double queryCacheUtilizationSince(Values before) {
        double hits = get("qcache_hits") - before.get("qcache_hits");
        double asked = hits;
        for (String other : List.of("qcache_inserts", "qcache_not_cached")) {
            asked += get(other) - before.get(other);
        }
        return asked > 0 && hits >= 0 ? 100 * hits / asked : Double.NaN;
    }

    private void keyCache() {
        double block = get("key_cache_block_size");
        put("key_buffer_bytes_unflushed", get("key_blocks_not_flushed") * block);
        put("key_buffer_bytes_used", get("key_blocks_used") * block);
        if (get("key_buffer_size") > 0) {
            put("key_cache_utilization", 1 - get("key_blocks_unused") * block / get("key_buffer_size"));
        }
    }

    private void bufferPool() {
        double page = get("innodb_page_size");
        double total = get("innodb_buffer_pool_pages_total");
        double free = get("innodb_buffer_pool_pages_free");
        put("innodb_buffer_pool_bytes_dirty", get("innodb_buffer_pool_pages_dirty") * page);
        put("innodb_buffer_pool_bytes_data", get("innodb_buffer_pool_pages_data") * page);
        put("innodb_buffer_pool_bytes_free", free * page);
        put("innodb_buffer_pool_bytes_total", total * page);
        put("innodb_buffer_pool_bytes_used", (total - free) * page);
        if (total > 0) {
            put("innodb_buffer_pool_pages_utilization", (total - free) / total);
        }
    }

    private static double number(String text) {
        if (text.isEmpty() || "0123456789.-".indexOf(text.charAt(0)) < 0) {
            return Double.NaN;
        }
        char last = text.charAt(text.length() - 1);
        if ((last < '0' || last > '9') && last != '.') {
            return Double.NaN; // 1f and 1d are numbers for Java alone
        }
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }
}
