package io.hydrophone.bench.jmh;

import io.hydrophone.core.Source;
import io.hydrophone.digest.DigestOptions;
import io.hydrophone.digest.DigestTable;
import io.hydrophone.wire.DecoderOptions;
import io.hydrophone.wire.Ports;
import io.hydrophone.wire.TrafficDecoder;
import java.nio.file.Path;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The whole way: from the packets of one query to its counts, in sessions of sysbench that have long been open. */
@State(Scope.Thread)
public class DigestBenchmark {
    @Param("")
    public String capture;

    @Param("33306")
    public int port;

    private final DigestTable table = new DigestTable(Source.WIRE, DigestOptions.DEFAULT);
    private SessionLoop loop;
    private long heard;

    @Setup
    public void logIn() {
        TrafficDecoder decoder = new TrafficDecoder(DecoderOptions.of(Ports.of(port)), query -> {
            heard++;
            table.query(query);
        });
        loop = new SessionLoop(Path.of(capture), port, decoder);
    }

    @Benchmark
    public long query() {
        long before = heard;
        loop.exchange();
        if (heard == before) {
            throw new IllegalStateException("a query was not heard");
        }
        return heard;
    }
}
