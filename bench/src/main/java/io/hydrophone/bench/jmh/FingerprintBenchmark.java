package io.hydrophone.bench.jmh;

import io.hydrophone.sql.Fingerprinter;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** From a statement's text to its digest. */
@State(Scope.Thread)
public class FingerprintBenchmark {
    @Param
    public Statement statement;

    private final Fingerprinter fingerprinter = new Fingerprinter();

    private byte[] text = new byte[0];

    @Setup
    public void encode() {
        text = statement.bytes();
    }

    @Benchmark
    public long digest() {
        fingerprinter.fingerprint(text, 0, text.length);
        return fingerprinter.digest();
    }
}
