package io.hydrophone.bench.load;

import io.hydrophone.bench.process.Tool;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A MariaDB filled by sysbench, asked by 8 of its threads over TCP. Statements go as text (COM_QUERY), which is what
 * the peers understand too.
 */
public final class SysbenchServer implements AutoCloseable {
    private static final Pattern QUERIES = Pattern.compile("queries: +(\\d+) +\\(([0-9.]+) per sec");
    private static final int THREADS = 8;

    private final MariaDb database;
    private final int port;
    private final boolean compressed;

    private SysbenchServer(MariaDb database, int port, boolean compressed) {
        this.database = database;
        this.port = port;
        this.compressed = compressed;
    }

    /** Starts the server and fills four tables of 25,000 rows. */
    public static SysbenchServer start(int port) throws IOException, InterruptedException {
        return start(port, false);
    }

    /** The same, choosing whether sysbench asks with the compressed protocol. */
    public static SysbenchServer start(int port, boolean compressed) throws IOException, InterruptedException {
        SysbenchServer server = new SysbenchServer(MariaDb.start(port), port, compressed);
        server.sysbench(Workload.READ_ONLY, "prepare").time();
        return server;
    }

    /**
     * Asks until the given number of transactions is done (of {@link Workload#POINT_SELECT} each is one query), and
     * leaves.
     */
    public void run(Workload workload, long transactions) throws IOException, InterruptedException {
        sysbench(workload, "run", "--threads=" + THREADS, "--time=0", "--events=" + transactions)
                .time();
    }

    /** Asks at a rate for a while: transactions begin at random, so many a second on average. */
    public void ask(Workload workload, int transactionsPerSecond, Duration time)
            throws IOException, InterruptedException {
        sysbench(
                        workload,
                        "run",
                        "--threads=" + THREADS,
                        "--time=" + time.toSeconds(),
                        "--events=0",
                        "--rate=" + transactionsPerSecond)
                .time();
    }

    /** Asks as fast as it can for a while, and gives the queries answered a second. */
    public double rate(Workload workload, Duration time) throws IOException, InterruptedException {
        String report = sysbench(workload, "run", "--threads=" + THREADS, "--time=" + time.toSeconds(), "--events=0")
                .output();
        Matcher queries = QUERIES.matcher(report);
        if (!queries.find()) {
            throw new IOException("sysbench wrote no rate: " + report);
        }
        return Double.parseDouble(queries.group(2));
    }

    /** Statements of the kind that the server itself has counted. */
    public long selects() throws IOException, InterruptedException {
        return database.status("Com_select");
    }

    private Tool sysbench(Workload workload, String action, String... options) {
        List<String> words = new ArrayList<>(List.of(
                "sysbench",
                "--db-driver=mysql",
                "--mysql-host=127.0.0.1",
                "--mysql-port=" + port,
                "--mysql-user=sb",
                "--mysql-password=sb",
                "--mysql-db=sbtest",
                "--tables=4",
                "--table-size=25000",
                "--db-ps-mode=disable",
                "--mysql-compression=" + (compressed ? "on" : "off")));
        words.addAll(List.of(options));
        words.add(workload.script());
        words.add(action);
        return new Tool(words);
    }

    @Override
    public void close() throws IOException {
        database.close();
    }
}
