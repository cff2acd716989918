package io.hydrophone.report;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The fields of a report: in JSON by their name, in MessagePack by their number. A number is never given to another
 * field; what a reader does not know it skips.
 */
enum Field {
    // The report.
    FORMAT(1),
    FORMAT_VERSION(2),
    PROBE(3),
    EPOCH(4),
    SEQUENCE(5),
    VERSION(6),
    FP_VERSION(7),
    FROM(8),
    TO(9),
    SAMPLE_FINEST(10),
    SAMPLE_COARSEST(11),
    FILTERED_OUT(12),
    LATE(13),
    EVICTED_ROWS(14),
    SLOW_THRESHOLD_US(15),
    CAPTURE(16),
    STATEMENTS(17),
    CLIENTS(18),
    COMMANDS(19),
    TIMELINE(20),
    TRANSACTIONS(21),

    // What was captured and what was lost.
    PACKETS(22),
    BYTES(23),
    SESSIONS(24),
    LOGINS(25),
    FAILED_LOGINS(26),
    KERNEL_DROP(27),
    GAP(28),
    LOST_BYTES(29),
    LOST_COMMANDS(30),
    EVICTED(31),
    SAMPLED(32),
    ENCRYPTED(33),
    UNPARSED(34),

    // A statement.
    SOURCE(35),
    INSTANCE(36),
    DATABASE(37),
    USER(38),
    DIGEST(39),
    FINGERPRINT(40),
    COUNT(41),
    ESTIMATED_COUNT(42),
    ERRORS(43),
    LOST(44),
    ABORTED(45),
    UNFINISHED(46),
    ROWS_SENT(47),
    ROWS_AFFECTED(48),
    WARNINGS(49),
    BYTES_IN(50),
    BYTES_OUT(51),
    NO_INDEX(52),
    NO_GOOD_INDEX(53),
    SERVER_SLOW(54),
    SLOW(55),
    LATENCY_NS(56),
    TOTAL_NS(57),
    FIRST_TS(58),
    LAST_TS(59),
    SAMPLE(60),
    ERROR_CODES(61),
    OTHER_ERRORS(62),
    OTHER_CLIENTS(63),
    SLOWEST(64),
    TAGS(65),

    // A histogram.
    SCALE(66),
    ZEROS(67),
    SUM(68),
    MIN(69),
    MAX(70),
    OFFSETS(71),
    COUNTS(72),

    // A query: a sample, one of the slowest.
    SQL(73),
    SQL_B64(74),
    TRUNCATED(75),
    TS(76),
    TOTAL_US(77),
    LATENCY_US(78),
    CLIENT(79),
    TRACE_ID(80),
    ERROR_CODE(81),
    SERVER_STATUS(82),

    // Shares of clients, error numbers, tags and commands.
    UNANSWERED(83),
    LATENCY_SUM_NS(84),
    ERROR_LATENCY_SUM_NS(85),
    TOTAL_SUM_NS(86),
    CODE(87),
    TAG(88),
    VALUES(89),
    VALUE(90),
    OTHERS(91),
    OTHERS_TOTAL_SUM_NS(92),
    COMMAND(93),

    // The timeline.
    SLOT_US(94),
    FIRST_SLOT(95),
    BUSY_SUM_NS(96),

    // Transactions.
    OUTSIDE(97),
    GROUPS(98),
    SHAPES(99),
    IDLE(100),
    OPEN(101),
    TOTALS(102),
    ENDS(103),
    END(104),
    DURATION_NS(105),
    IDLE_NS(106),
    STATEMENTS_EACH(107),
    IDLED(108),
    INCOMPLETE(109),
    READ_ONLY(110),
    SHAPE(111),
    STEPS(112),
    LONGER(113),
    SESSION(114),
    CLIENT_PORT(115),
    END_TS(116),
    IDLE_US(117),
    LONGEST_IDLE_US(118),
    IDLE_SINCE(119),
    XA(120),
    SLOWEST_STEP(121),
    LAST_STEP(122),
    ACTIVITY_US(123);

    /** Above all numbers. */
    static final int NUMBERS = 128;

    private static final Field[] BY_NUMBER = new Field[NUMBERS];
    private static final Map<String, Field> BY_LABEL = new HashMap<>();

    static {
        for (Field field : values()) {
            BY_NUMBER[field.number] = field;
            BY_LABEL.put(field.label, field);
        }
    }

    private final int number;
    private final String label = name().toLowerCase(Locale.ROOT);

    Field(int number) {
        this.number = number;
    }

    /** 1 to 127: one byte in MessagePack. */
    int number() {
        return number;
    }

    String label() {
        return label;
    }

    /** Null for a number that is not known. */
    static Field of(long number) {
        return number < 0 || number >= BY_NUMBER.length ? null : BY_NUMBER[(int) number];
    }

    /** Null for a name that is not known. */
    static Field of(String label) {
        return BY_LABEL.get(label);
    }
}
