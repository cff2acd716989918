package io.hydrophone.agent.sink;

import io.airlift.compress.snappy.SnappyCompressor;
import io.hydrophone.agent.batch.Batch;
import io.hydrophone.agent.forward.Delivery;
import io.hydrophone.agent.forward.Order;
import io.hydrophone.agent.forward.Sink;
import io.hydrophone.agent.forward.Traffic;
import io.hydrophone.core.Sample;
import io.hydrophone.core.Signal;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Prometheus remote write 1.0, and what takes the same. A point that is older than the last of its series is refused there: so the
 * oldest goes first, and one batch at a time.
 *
 * @see <a href="https://prometheus.io/docs/specs/prw/remote_write_spec/">Remote write</a>
 */
public final class RemoteWriteSink implements Sink {
    private static final long MILLI = 1_000;

    private final HttpTarget target;
    private final Poster poster;
    private final SnappyCompressor snappy = new SnappyCompressor();

    /**
     * A sink that is not connected yet.
     *
     * @param target with its whole path, such as {@code /api/v1/write}
     */
    public RemoteWriteSink(HttpTarget target) {
        this.target = target;
        this.poster = new Poster(target);
    }

    @Override
    public boolean takes(Signal signal) {
        return Points.are(signal);
    }

    @Override
    public Delivery deliver(Batch batch) throws IOException, InterruptedException {
        Map<SortedMap<String, String>, SortedMap<Long, Double>> series = series(batch);
        int points = series.values().stream().mapToInt(Map::size).sum();
        List<String> headers = new ArrayList<>(List.of(
                "Content-Encoding",
                "snappy",
                "X-Prometheus-Remote-Write-Version",
                "0.1.0",
                ConsoleSink.KEY_HEADER,
                batch.key().header()));
        if (target.secret() != null) {
            headers.addAll(List.of("Authorization", poster.secret("Bearer ")));
        }
        Delivery delivery = poster.post(
                "", "application/x-protobuf", pack(request(series)), Compression.NONE, headers.toArray(String[]::new));
        return delivery instanceof Delivery.Taken
                ? new Delivery.Taken(batch.signals().size() - points)
                : delivery;
    }

    /** By labels, for names that differ may be the same there. */
    private static Map<SortedMap<String, String>, SortedMap<Long, Double>> series(Batch batch) {
        Map<SortedMap<String, String>, SortedMap<Long, Double>> series = new LinkedHashMap<>();
        SeriesSet.of(Points.of(batch.signals()), MILLI).series().forEach((key, points) -> {
            SortedMap<Long, Double> into = series.computeIfAbsent(PrometheusLabels.of(key), labels -> new TreeMap<>());
            for (Sample point : points) {
                into.put(Math.floorDiv(point.ts(), MILLI), point.value());
            }
        });
        return series;
    }

    /** {@code WriteRequest}. */
    private static byte[] request(Map<SortedMap<String, String>, SortedMap<Long, Double>> series) {
        Proto request = new Proto();
        series.forEach((labels, points) -> {
            Proto one = new Proto();
            labels.forEach(
                    (name, value) -> one.message(1, new Proto().text(1, name).text(2, value)));
            points.forEach(
                    (time, value) -> one.message(2, new Proto().number(1, value).integer(2, time)));
            request.message(1, one);
        });
        return request.bytes();
    }

    private byte[] pack(byte[] request) {
        byte[] packed = new byte[snappy.maxCompressedLength(request.length)];
        int length = snappy.compress(request, 0, request.length, packed, 0, packed.length);
        return Arrays.copyOf(packed, length);
    }

    @Override
    public Order order() {
        return Order.OLDEST_FIRST;
    }

    @Override
    public Traffic traffic() {
        return poster.traffic();
    }

    @Override
    public void close() {
        poster.close();
    }
}
