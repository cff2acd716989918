package io.hydrophone.agent.sink;

import io.hydrophone.agent.batch.Batch;
import io.hydrophone.agent.forward.Delivery;
import io.hydrophone.agent.forward.Sink;
import io.hydrophone.agent.forward.Traffic;
import io.hydrophone.core.Foreign;
import io.hydrophone.core.Problem;
import io.hydrophone.core.Signal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * open-falcon's transfer, by its JSON-RPC over TCP: {@code Transfer.Update}, as its own agent calls it.
 *
 * @see <a href="https://github.com/open-falcon/falcon-plus/tree/master/modules/transfer">transfer</a>
 */
public final class FalconSink implements Sink {
    private static final long SECOND = 1_000_000;
    private static final int MAX_TOLD = 200;
    private static final JsonFactory FACTORY = new JsonFactory();

    private final TcpTarget target;
    private final Duration step;
    private final TcpLines lines;
    private long calls;

    /**
     * A sink that is not connected yet.
     *
     * @param step between two points of a series that does not say it
     */
    public FalconSink(TcpTarget target, Duration step) {
        this.target = target;
        this.step = step;
        this.lines = new TcpLines(target);
    }

    @Override
    public boolean takes(Signal signal) {
        return Points.are(signal);
    }

    @Override
    public Delivery deliver(Batch batch) throws IOException {
        SeriesSet set = SeriesSet.of(Points.of(batch.signals()), SECOND);
        Tree call = Tree.json();
        call.map(3).key("method").text("Transfer.Update").key("params").list(1);
        FalconBody.write(call, set, step);
        call.end().key("id").integer(++calls).end();
        String answer =
                lines.ask((new String(call.bytes(), StandardCharsets.UTF_8) + "\n").getBytes(StandardCharsets.UTF_8));
        return judge(answer, set.merged());
    }

    /** {@code {"id": 1, "result": {"Message": "ok", …}, "error": null}}; what it finds invalid it leaves out and counts itself. */
    private Delivery judge(String answer, int merged) throws IOException {
        String error = null;
        boolean isMine = false;
        try (JsonParser in = FACTORY.createParser(ObjectReadContext.empty(), answer)) {
            if (in.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("an answer that is no object");
            }
            while (in.nextToken() == JsonToken.PROPERTY_NAME) {
                String field = in.currentName();
                JsonToken value = in.nextToken();
                if (field.equals("id")) {
                    isMine = value == JsonToken.VALUE_NUMBER_INT && in.getLongValue() == calls;
                } else if (field.equals("error") && value != JsonToken.VALUE_NULL) {
                    error = in.getString();
                }
                in.skipChildren();
            }
        } catch (JacksonException e) {
            lines.close();
            throw new IOException("an answer that is no JSON", e);
        }
        if (!isMine) {
            lines.close(); // Else each answer would be taken for the next call's.
            throw new IOException("an answer to another call");
        }
        return error == null ? new Delivery.Taken(merged) : new Delivery.Later(busy(error), Duration.ZERO);
    }

    private Problem busy(String error) {
        return new Problem(
                "sink-busy",
                "the transfer answers: " + Foreign.text(error, MAX_TOLD),
                target.host() + ":" + target.port(),
                "it is tried again; what waits is kept");
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
