package io.hydrophone.bench.agent;

import io.hydrophone.agent.batch.Batch;
import io.hydrophone.agent.batch.BatchKey;
import io.hydrophone.core.Sample;
import io.hydrophone.core.SampleKind;
import io.hydrophone.core.Signal;
import io.hydrophone.core.Tags;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Batches like those of a check of MySQL: dotted names, the same few tags, half of the values with a fraction. */
final class Signals {
    private static final long BEGUN = 1_700_000_000_000_000L;
    private static final String[] AREAS = {"performance", "innodb", "net", "replication", "binlog", "galera"};

    private Signals() {}

    static Batch batch(int samples) {
        Random random = new Random(8_125);
        List<Signal> signals = new ArrayList<>();
        for (int i = 0; i < samples; i++) {
            boolean isRate = i % 2 == 0;
            signals.add(new Sample(
                    "mysql." + AREAS[i % AREAS.length] + ".metric_number_" + i % 193,
                    Tags.of("port:3306", "role:primary", "env:production", "cluster:shop-" + i / 193),
                    "db-" + i / 193 + ".example.com",
                    isRate ? Math.abs(random.nextGaussian()) * 1_000 : random.nextInt(1 << 20),
                    BEGUN + i / 193,
                    isRate ? SampleKind.RATE : SampleKind.GAUGE,
                    isRate ? Duration.ofSeconds(15) : Duration.ZERO));
        }
        return new Batch(new BatchKey("db-1.example.com", BEGUN, 42), BEGUN, signals);
    }
}
