package io.hydrophone.probe.collector;

import io.hydrophone.http.Channel;
import io.hydrophone.http.ChannelEnd;
import io.hydrophone.http.ChannelRoute;
import io.hydrophone.http.HttpRequest;
import io.hydrophone.report.IntervalReport;
import io.hydrophone.report.ReportJson;
import io.hydrophone.report.ReportMessagePack;
import io.hydrophone.report.mysqlprobe.MySqlProbeReport;
import io.hydrophone.report.snappy.Snappy;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * {@code /collector}: sends each report to all who are connected, as one frame in the format that each asked for. A
 * report is written once a format, and only in those that someone reads; nobody waits for a consumer.
 */
public final class Collector implements ChannelRoute, Consumer<IntervalReport> {
    private final Map<FrameFormat, Audience> audiences = new EnumMap<>(FrameFormat.class);
    private final Map<ChannelEnd, AtomicLong> ends = new EnumMap<>(ChannelEnd.class);
    private final MySqlProbeReport mysqlProbe;

    /** @param masked whether mysql-probe's message tells statements without their literals */
    public Collector(boolean masked) {
        mysqlProbe = new MySqlProbeReport(masked);
        for (FrameFormat format : FrameFormat.values()) {
            audiences.put(format, new Audience());
        }
        for (ChannelEnd end : ChannelEnd.values()) {
            ends.put(end, new AtomicLong());
        }
    }

    @Override
    public Listener accept(HttpRequest request) {
        request.expectOnly("format");
        Audience audience = audiences.get(request.choice("format", FrameFormat.JSON));
        return new Listener() {
            @Override
            public void opened(Channel channel) {
                audience.add(channel);
            }

            @Override
            public void closed(Channel channel, ChannelEnd end) {
                audience.remove(channel);
                ends.get(end).incrementAndGet();
            }
        };
    }

    /** Called by one thread. */
    @Override
    public void accept(IntervalReport report) {
        audiences.forEach((format, audience) -> {
            Audience.Turn turn = audience.next();
            if (!turn.channels().isEmpty()) {
                byte[] message = write(format, report, turn.newcomers());
                if (message != null) {
                    byte[] frame = Snappy.compress(message);
                    audience.sent(turn.channels().stream()
                            .filter(channel -> channel.send(frame))
                            .count());
                }
            }
        });
    }

    /** Null when nothing is sent. */
    private byte[] write(FrameFormat format, IntervalReport report, boolean newcomers) {
        return switch (format) {
            case JSON -> ReportJson.write(report);
            case MSGPACK -> ReportMessagePack.write(report);
            case MYSQLPROBE -> {
                if (newcomers) {
                    mysqlProbe.tellTemplatesAgain();
                }
                yield mysqlProbe.write(report);
            }
        };
    }

    /** Whether anybody is connected. */
    public boolean isRead() {
        return audiences.values().stream().anyMatch(audience -> audience.size() > 0);
    }

    /** Who is connected now. */
    public int consumers(FrameFormat format) {
        return audiences.get(format).size();
    }

    /** Frames that were queued for a consumer. */
    public long frames(FrameFormat format) {
        return audiences.get(format).frames();
    }

    /** How many consumers went that way. */
    public long ended(ChannelEnd end) {
        return ends.get(end).get();
    }
}
