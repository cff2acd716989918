package io.hydrophone.agent.sink;

import io.hydrophone.agent.batch.Batch;
import io.hydrophone.agent.forward.Delivery;
import io.hydrophone.agent.forward.Sink;
import io.hydrophone.agent.forward.Traffic;
import io.hydrophone.core.Sample;
import io.hydrophone.core.Signal;
import java.io.IOException;
import java.util.Collection;
import java.util.Map;

/**
 * OpenTSDB, and what takes the same: {@code POST /api/put}.
 *
 * @see <a href="http://opentsdb.net/docs/build/html/api_http/put.html">/api/put</a>
 */
public final class OpenTsdbSink implements Sink {
    static final long MILLI = 1_000;

    private final Poster poster;

    public OpenTsdbSink(HttpTarget target) {
        poster = new Poster(target);
    }

    @Override
    public boolean takes(Signal signal) {
        return Points.are(signal);
    }

    @Override
    public Delivery deliver(Batch batch) throws IOException, InterruptedException {
        SeriesSet set = SeriesSet.of(Points.of(batch.signals()), MILLI);
        Tree body = Tree.json();
        write(body, set);
        Delivery delivery = poster.post(
                "/api/put",
                body.contentType(),
                body.bytes(),
                ConsoleSink.KEY_HEADER,
                batch.key().header());
        return delivery instanceof Delivery.Taken ? new Delivery.Taken(set.merged()) : delivery;
    }

    private static void write(Tree out, SeriesSet set) {
        Map<SeriesKey, Collection<Sample>> series = set.series();
        out.list(series.values().stream().mapToInt(Collection::size).sum());
        series.forEach((key, points) -> {
            String name = OpenTsdbNames.clean(key.name());
            Map<String, String> tags = OpenTsdbNames.tags(key);
            for (Sample point : points) {
                out.map(4).key("metric").text(name);
                out.key("timestamp").integer(Math.floorDiv(point.ts(), MILLI));
                out.key("value").number(point.value());
                out.key("tags").map(tags.size());
                tags.forEach((tag, value) -> out.key(tag).text(value));
                out.end().end();
            }
        });
        out.end();
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
