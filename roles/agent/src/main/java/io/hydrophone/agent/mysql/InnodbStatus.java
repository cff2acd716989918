package io.hydrophone.agent.mysql;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text of SHOW ENGINE INNODB STATUS as numbers, by the names that dd-agent gave them, in lower case. Each section is read by
 * rules of its own. The list of transactions has the clients' statements in it, which may hold anything: a section behind it
 * counts where its title stands last, one before it where its title stands first.
 *
 * @see <a href="https://dev.mysql.com/doc/refman/8.4/en/innodb-standard-monitor.html">InnoDB Standard Monitor</a>
 */
final class InnodbStatus {
    private static final String LOCKS = "SEMAPHORES";
    private static final String TRANSACTIONS = "TRANSACTIONS";
    private static final String FILES = "FILE I/O";
    private static final String LOG = "LOG";

    private static final List<String> BEHIND =
            List.of(FILES, "INSERT BUFFER AND ADAPTIVE HASH INDEX", LOG, "BUFFER POOL AND MEMORY", "ROW OPERATIONS");

    /** What the numbers of a line are. */
    private record Rule(Pattern line, List<String> keys) {
        static Rule of(String line, String... keys) {
            return new Rule(Pattern.compile(line), List.of(keys));
        }
    }

    private static final List<Rule> LOCK_RULES = List.of(
            Rule.of(
                    "Mutex spin waits (\\d+), rounds (\\d+), OS waits (\\d+)",
                    "innodb_mutex_spin_waits",
                    "innodb_mutex_spin_rounds",
                    "innodb_mutex_os_waits"),
            Rule.of(
                    "RW-shared spins (\\d+), rounds (\\d+), OS waits (\\d+)",
                    "innodb_s_lock_spin_waits",
                    "innodb_s_lock_spin_rounds",
                    "innodb_s_lock_os_waits"),
            Rule.of(
                    "RW-excl spins (\\d+), rounds (\\d+), OS waits (\\d+)",
                    "innodb_x_lock_spin_waits",
                    "innodb_x_lock_spin_rounds",
                    "innodb_x_lock_os_waits"));

    private static final Pattern SEMAPHORE_WAIT = Pattern.compile("--Thread .* has waited at .* for ([0-9.]+) seconds");

    private static final List<Rule> FILE_RULES = List.of(
            Rule.of(
                    "(\\d+) OS file reads, (\\d+) OS file writes, (\\d+) OS fsyncs",
                    "innodb_os_file_reads",
                    "innodb_os_file_writes",
                    "innodb_os_file_fsyncs"),
            Rule.of(
                    "Pending flushes \\(fsync\\) log: (\\d+); buffer pool: (\\d+)",
                    "innodb_pending_log_flushes",
                    "innodb_pending_buffer_pool_flushes"),
            Rule.of("Pending flushes \\(fsync\\): (\\d+)", "innodb_pending_buffer_pool_flushes"));

    private static final Pattern AIO = Pattern.compile("(Pending normal aio reads|aio writes):([^a-z]*)");
    private static final Pattern OTHER_AIO = Pattern.compile("(ibuf aio reads|log i/o's|sync i/o's):([^a-z]*)");
    private static final Map<String, String> AIO_KEYS = Map.of(
            "Pending normal aio reads", "innodb_pending_normal_aio_reads",
            "aio writes", "innodb_pending_normal_aio_writes",
            "ibuf aio reads", "innodb_pending_ibuf_aio_reads",
            "log i/o's", "innodb_pending_aio_log_ios",
            "sync i/o's", "innodb_pending_aio_sync_ios");

    private static final List<Rule> INSERT_BUFFER_RULES = List.of(Rule.of(
            "Ibuf: size (\\d+), free list len (\\d+), seg size (\\d+), (\\d+) merges",
            "innodb_ibuf_size",
            "innodb_ibuf_free_list",
            "innodb_ibuf_segment_size",
            "innodb_ibuf_merges"));

    private static final Rule MERGED = Rule.of(
            "insert (\\d+), delete mark (\\d+), delete (\\d+)",
            "innodb_ibuf_merged_inserts",
            "innodb_ibuf_merged_delete_marks",
            "innodb_ibuf_merged_deletes");

    private static final Pattern HASH = Pattern.compile("Hash table size (\\d+)(?:, used cells (\\d+))?");

    private static final List<Rule> LOG_RULES = List.of(
            Rule.of("Log sequence number +(\\d+)", "innodb_lsn_current"),
            Rule.of("Log flushed up to +(\\d+)", "innodb_lsn_flushed"),
            Rule.of("Last checkpoint at +(\\d+)", "innodb_lsn_last_checkpoint"),
            Rule.of(
                    "(\\d+) pending log writes, (\\d+) pending chkp writes",
                    "innodb_pending_log_writes",
                    "innodb_pending_checkpoint_writes"),
            Rule.of(
                    "(\\d+) pending log flushes, (\\d+) pending chkp writes",
                    "innodb_pending_log_flushes",
                    "innodb_pending_checkpoint_writes"),
            Rule.of("(\\d+) log i/o's done", "innodb_log_writes"));

    private static final List<Rule> MEMORY_RULES = List.of(
            Rule.of(
                    "Total memory allocated (\\d+); in additional pool allocated (\\d+)",
                    "innodb_mem_total",
                    "innodb_mem_additional_pool"),
            Rule.of("Total (?:large )?memory allocated (\\d+)", "innodb_mem_total"),
            Rule.of("Dictionary memory allocated (\\d+)", "innodb_mem_dictionary"),
            Rule.of("Adaptive hash index +(\\d+)", "innodb_mem_adaptive_hash"),
            Rule.of("Page hash +(\\d+)", "innodb_mem_page_hash"),
            Rule.of("Dictionary cache +(\\d+)", "innodb_mem_dictionary"),
            Rule.of("File system +(\\d+)", "innodb_mem_file_system"),
            Rule.of("Lock system +(\\d+)", "innodb_mem_lock_system"),
            Rule.of("Recovery system +(\\d+)", "innodb_mem_recovery_system"),
            Rule.of("Threads +(\\d+)", "innodb_mem_thread_hash"),
            Rule.of("Buffer pool size +(\\d+)", "innodb_buffer_pool_pages_total"),
            Rule.of("Free buffers +(\\d+)", "innodb_buffer_pool_pages_free"),
            Rule.of("Database pages +(\\d+)", "innodb_buffer_pool_pages_data"),
            Rule.of("Modified db pages +(\\d+)", "innodb_buffer_pool_pages_dirty"),
            Rule.of(
                    "Pages read (\\d+), created (\\d+), written (\\d+)",
                    "innodb_pages_read",
                    "innodb_pages_created",
                    "innodb_pages_written"));

    private static final List<Rule> ROW_RULES = List.of(
            Rule.of(
                    "(\\d+) queries inside InnoDB, (\\d+) queries in queue",
                    "innodb_queries_inside",
                    "innodb_queries_queued"),
            Rule.of("(\\d+) read views open inside InnoDB", "innodb_read_views"),
            Rule.of(
                    "Number of rows inserted (\\d+), updated (\\d+), deleted (\\d+), read (\\d+)",
                    "innodb_rows_inserted",
                    "innodb_rows_updated",
                    "innodb_rows_deleted",
                    "innodb_rows_read"));

    private static final Pattern TABLES = Pattern.compile("mysql tables in use (\\d+), locked (\\d+)");
    private static final Pattern LOCK_STRUCTS =
            Pattern.compile("(LOCK WAIT )?(\\d+) lock struct\\(s\\), heap size \\d+, (\\d+) row lock\\(s\\)");

    private final Map<String, Double> values = new HashMap<>();

    private InnodbStatus() {}

    /**
     * Reads a text, of any length and from anyone.
     *
     * @return what it tells; what it does not tell is absent
     */
    static Map<String, Double> parse(String text) {
        InnodbStatus status = new InnodbStatus();
        status.read(List.of(text.split("\n", -1)));
        return status.values;
    }

    private void read(List<String> lines) {
        int locks = first(lines, LOCKS, 0);
        int transactions = first(lines, TRANSACTIONS, Math.max(0, locks));
        int files = last(lines, FILES, Math.max(0, transactions));
        if (locks >= 0) {
            locks(lines.subList(locks, end(lines, locks)));
        }
        if (transactions >= 0) {
            transactions(lines.subList(transactions, files < 0 ? end(lines, transactions) : files));
        }
        int from = Math.max(0, files);
        for (String title : BEHIND) {
            int start = last(lines, title, from);
            if (start >= 0) {
                from = start;
                section(title, lines.subList(start, end(lines, start)));
            }
        }
    }

    private void section(String title, List<String> lines) {
        switch (title) {
            case FILES -> files(lines);
            case "INSERT BUFFER AND ADAPTIVE HASH INDEX" -> insertBuffer(lines);
            case LOG -> log(lines);
            case "BUFFER POOL AND MEMORY" -> lines.forEach(line -> apply(MEMORY_RULES, line));
            default -> lines.forEach(line -> apply(ROW_RULES, line));
        }
    }

    private void locks(List<String> lines) {
        values.put("innodb_semaphore_waits", 0.0);
        values.put("innodb_semaphore_wait_time", 0.0);
        for (String line : lines) {
            apply(LOCK_RULES, line);
            Matcher wait = SEMAPHORE_WAIT.matcher(line);
            if (wait.lookingAt()) {
                add("innodb_semaphore_waits", 1);
                add("innodb_semaphore_wait_time", number(wait.group(1)) * 1_000);
            }
        }
    }

    private void transactions(List<String> lines) {
        for (String key : List.of(
                "innodb_current_transactions",
                "innodb_active_transactions",
                "innodb_locked_transactions",
                "innodb_tables_in_use",
                "innodb_locked_tables",
                "innodb_lock_structs",
                "innodb_current_row_locks")) {
            values.put(key, 0.0);
        }
        for (String line : lines) {
            if (line.startsWith("---TRANSACTION")) {
                add("innodb_current_transactions", 1);
                add("innodb_active_transactions", line.contains(", ACTIVE ") ? 1 : 0);
            } else if (line.startsWith("History list length ")) {
                values.put(
                        "innodb_history_list_length", number(line.substring(20).strip()));
            } else if (line.startsWith("mysql tables in use ")) {
                Matcher tables = TABLES.matcher(line);
                if (tables.lookingAt()) {
                    add("innodb_tables_in_use", number(tables.group(1)));
                    add("innodb_locked_tables", number(tables.group(2)));
                }
            } else {
                Matcher structs = LOCK_STRUCTS.matcher(line);
                if (structs.lookingAt()) {
                    add("innodb_locked_transactions", structs.group(1) == null ? 0 : 1);
                    add("innodb_lock_structs", number(structs.group(2)));
                    add("innodb_current_row_locks", number(structs.group(3)));
                }
            }
        }
    }

    private void files(List<String> lines) {
        for (String line : lines) {
            apply(FILE_RULES, line);
            for (Pattern pattern : List.of(AIO, OTHER_AIO)) {
                Matcher aio = pattern.matcher(line);
                while (aio.find()) {
                    values.put(AIO_KEYS.get(aio.group(1)), pending(aio.group(2)));
                }
            }
        }
    }

    /** Of {@code [1, 0] ,}, of {@code 1 [1, 0],} or of nothing. */
    private static double pending(String text) {
        double sum = 0;
        int bracket = text.indexOf('[');
        String counts = bracket < 0 ? text : text.substring(bracket);
        for (String count : counts.split("[^0-9]+", -1)) {
            sum += count.isEmpty() ? 0 : number(count);
        }
        return sum;
    }

    private void insertBuffer(List<String> lines) {
        boolean merged = false;
        for (String line : lines) {
            apply(INSERT_BUFFER_RULES, line);
            if (merged) {
                apply(List.of(MERGED), line.strip());
            }
            merged = line.startsWith("merged operations:");
            Matcher hash = HASH.matcher(line);
            if (hash.lookingAt()) {
                add("innodb_hash_index_cells_total", number(hash.group(1)));
                if (hash.group(2) != null) {
                    add("innodb_hash_index_cells_used", number(hash.group(2)));
                }
            }
        }
        if (values.containsKey("innodb_ibuf_merged_inserts")) {
            values.put(
                    "innodb_ibuf_merged",
                    values.get("innodb_ibuf_merged_inserts")
                            + values.get("innodb_ibuf_merged_delete_marks")
                            + values.get("innodb_ibuf_merged_deletes"));
        }
    }

    private void log(List<String> lines) {
        lines.forEach(line -> apply(LOG_RULES, line));
        Double now = values.get("innodb_lsn_current");
        Double checkpoint = values.get("innodb_lsn_last_checkpoint");
        if (now != null && checkpoint != null) {
            values.put("innodb_checkpoint_age", now - checkpoint);
        }
    }

    /** By the first rule that fits. A key that is there already stays: totals stand before the single buffer pools. */
    private void apply(List<Rule> rules, String line) {
        for (Rule rule : rules) {
            Matcher matcher = rule.line().matcher(line);
            if (matcher.lookingAt()) {
                for (int i = 0; i < rule.keys().size(); i++) {
                    values.putIfAbsent(rule.keys().get(i), number(matcher.group(i + 1)));
                }
                return;
            }
        }
    }

    private void add(String key, double more) {
        values.merge(key, more, Double::sum);
    }

    /** Not a number where it is none. */
    private static double number(String digits) {
        try {
            return Double.parseDouble(digits);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    /** The line behind the first title, or −1. */
    private static int first(List<String> lines, String title, int from) {
        for (int i = from; i + 2 < lines.size(); i++) {
            if (isTitle(lines, i, title)) {
                return i + 3;
            }
        }
        return -1;
    }

    /** The line behind the last title, or −1. */
    private static int last(List<String> lines, String title, int from) {
        for (int i = lines.size() - 3; i >= Math.max(0, from - 3); i--) {
            if (isTitle(lines, i, title)) {
                return i + 3;
            }
        }
        return -1;
    }

    private static boolean isTitle(List<String> lines, int at, String title) {
        return lines.get(at + 1).equals(title)
                && lines.get(at).equals("-".repeat(title.length()))
                && lines.get(at).equals(lines.get(at + 2));
    }

    /** Where the section that begins there ends: before the next line of hyphens alone, between which a title stands. */
    private static int end(List<String> lines, int start) {
        for (int i = start; i + 2 < lines.size(); i++) {
            String line = lines.get(i);
            if (line.startsWith("---") && line.equals(lines.get(i + 2)) && isTitle(lines, i, lines.get(i + 1))) {
                return i;
            }
        }
        return lines.size();
    }
}
