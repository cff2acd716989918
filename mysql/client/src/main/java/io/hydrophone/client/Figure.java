package io.hydrophone.client;

/** What a server counts of a statement, by the column of its statement table. */
public enum Figure {
    COUNT("COUNT_STAR"),
    /** Nanoseconds here; the table has picoseconds. */
    TOTAL("SUM_TIMER_WAIT DIV 1000"),
    /** Nanoseconds of waiting for table locks. */
    LOCK("SUM_LOCK_TIME DIV 1000"),
    ERRORS("SUM_ERRORS"),
    WARNINGS("SUM_WARNINGS"),
    ROWS_AFFECTED("SUM_ROWS_AFFECTED"),
    ROWS_SENT("SUM_ROWS_SENT"),
    ROWS_EXAMINED("SUM_ROWS_EXAMINED"),
    TMP_TABLES("SUM_CREATED_TMP_TABLES"),
    TMP_DISK_TABLES("SUM_CREATED_TMP_DISK_TABLES"),
    SORT_MERGE_PASSES("SUM_SORT_MERGE_PASSES"),
    SORT_ROWS("SUM_SORT_ROWS"),
    SORT_SCANS("SUM_SORT_SCAN"),
    FULL_JOINS("SUM_SELECT_FULL_JOIN"),
    FULL_SCANS("SUM_SELECT_SCAN"),
    NO_INDEX("SUM_NO_INDEX_USED"),
    NO_GOOD_INDEX("SUM_NO_GOOD_INDEX_USED");

    private static final Figure[] ALL = values();

    private final String column;

    Figure(String column) {
        this.column = column;
    }

    String column() {
        return column;
    }

    static int count() {
        return ALL.length;
    }
}
