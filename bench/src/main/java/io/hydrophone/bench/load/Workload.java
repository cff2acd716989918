package io.hydrophone.bench.load;

/** The statements that sysbench asks. */
public enum Workload {
    /** One row by its key; a request and a response packet a query. */
    POINT_SELECT("oltp_point_select"),
    /** A transaction of 14 selects, some with a hundred rows. */
    READ_ONLY("oltp_read_only");

    private final String script;

    Workload(String script) {
        this.script = script;
    }

    String script() {
        return script;
    }
}
