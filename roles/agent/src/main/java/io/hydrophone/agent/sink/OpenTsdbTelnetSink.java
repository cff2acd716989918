package io.hydrophone.agent.sink;

import io.hydrophone.agent.batch.Batch;
import io.hydrophone.agent.forward.Delivery;
import io.hydrophone.agent.forward.Sink;
import io.hydrophone.agent.forward.Traffic;
import io.hydrophone.core.Foreign;
import io.hydrophone.core.Problem;
import io.hydrophone.core.Sample;
import io.hydrophone.core.Signal;
import io.hydrophone.core.msgpack.PackWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * OpenTSDB's lines: {@code put METRIC TIME VALUE TAG=VALUE …}. There is no answer to a line that is right; so a question for the
 * version follows the last, and what comes before its answer are refusals.
 *
 * @see <a href="http://opentsdb.net/docs/build/html/api_telnet/put.html">put</a>
 */
public final class OpenTsdbTelnetSink implements Sink {
    private static final int MAX_TOLD = 200;

    private final TcpTarget target;
    private final TcpLines lines;

    public OpenTsdbTelnetSink(TcpTarget target) {
        this.target = target;
        this.lines = new TcpLines(target);
    }

    @Override
    public boolean takes(Signal signal) {
        return Points.are(signal);
    }

    @Override
    public Delivery deliver(Batch batch) throws IOException {
        SeriesSet set = SeriesSet.of(Points.of(batch.signals()), OpenTsdbSink.MILLI);
        StringBuilder said = new StringBuilder();
        set.series().forEach((key, points) -> points.forEach(point -> put(said, key, point)));
        String answer = lines.ask(said.append("version\n").toString().getBytes(StandardCharsets.US_ASCII));
        if (answer.startsWith("put:")) {
            lines.close(); // The rest of its answers belong to nothing else.
            return new Delivery.Refused(new Problem(
                    "sink-refused",
                    "OpenTSDB answers: " + Foreign.text(answer, MAX_TOLD),
                    target.host() + ":" + target.port(),
                    "the batch is given up and counted"));
        }
        lines.close(); // A version takes two lines.
        return new Delivery.Taken(set.merged());
    }

    private static void put(StringBuilder out, SeriesKey key, Sample point) {
        out.append("put ").append(OpenTsdbNames.clean(key.name())).append(' ');
        out.append(Math.floorDiv(point.ts(), OpenTsdbSink.MILLI)).append(' ');
        if (PackWriter.isWhole(point.value())) {
            out.append((long) point.value());
        } else {
            out.append(point.value());
        }
        OpenTsdbNames.tags(key)
                .forEach((name, value) ->
                        out.append(' ').append(name).append('=').append(value));
        out.append('\n');
    }

    @Override
    public Traffic traffic() {
        return lines.traffic();
    }

    @Override
    public void close() {
        lines.close();
    }
}
