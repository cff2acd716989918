package io.hydrophone.bench.jmh;

import io.hydrophone.wire.DecoderOptions;
import io.hydrophone.wire.Ports;
import io.hydrophone.wire.TrafficDecoder;
import java.nio.file.Path;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** From the packets of one query to the query, in sessions of sysbench that have long been open. */
@State(Scope.Thread)
public class DecodeBenchmark {
    @Param("")
    public String capture;

    @Param("33306")
    public int port;

    private SessionLoop loop;
    private long heard;

    @Setup
    public void logIn() {
        loop = new SessionLoop(
                Path.of(capture), port, new TrafficDecoder(DecoderOptions.of(Ports.of(port)), query -> heard++));
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
