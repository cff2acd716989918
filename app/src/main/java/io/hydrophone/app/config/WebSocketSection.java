package io.hydrophone.app.config;

import io.hydrophone.config.Section;
import io.hydrophone.core.DurationText;
import io.hydrophone.core.SizeText;
import io.hydrophone.http.ChannelOptions;
import io.hydrophone.probe.push.PushTimes;
import io.hydrophone.queue.QueueOptions;
import java.time.Duration;

/**
 * Section {@code websocket}: the limits of all WebSockets, those that are served and those of the pusher.
 *
 * @param connectTimeout until a server has answered
 * @param writeTimeout until the other side has taken a message
 * @param pingTimeout after which a silent connection is over
 * @param reconnectPeriod between two attempts
 * @param maxMessageBytes of a report that is pushed, 1 KiB to 1 GiB; 64 MiB and half of the queue are never exceeded
 */
public record WebSocketSection(
        Duration connectTimeout,
        Duration writeTimeout,
        Duration pingTimeout,
        Duration reconnectPeriod,
        long maxMessageBytes) {
    public static final WebSocketSection DEFAULT = new WebSocketSection(
            PushTimes.DEFAULT.connect(),
            PushTimes.DEFAULT.write(),
            PushTimes.DEFAULT.ping(),
            PushTimes.DEFAULT.reconnect(),
            16 << 20);

    static final Duration LEAST = Duration.ofMillis(1);
    static final Duration MOST = Duration.ofHours(1);
    static final long LEAST_MESSAGE_BYTES = 1 << 10;
    static final long MOST_MESSAGE_BYTES = 1 << 30;

    static WebSocketSection read(Section section) {
        return new WebSocketSection(
                section.duration("connect_timeout", DEFAULT.connectTimeout, LEAST, MOST),
                section.duration("write_timeout", DEFAULT.writeTimeout, LEAST, MOST),
                section.duration("ping_timeout", DEFAULT.pingTimeout, LEAST, MOST),
                section.duration("reconnect_period", DEFAULT.reconnectPeriod, LEAST, MOST),
                section.size("max_message_size", DEFAULT.maxMessageBytes, LEAST_MESSAGE_BYTES, MOST_MESSAGE_BYTES));
    }

    /** For the pusher. */
    public PushTimes pushTimes() {
        return new PushTimes(
                connectTimeout, writeTimeout, pingTimeout, PushTimes.DEFAULT.acknowledge(), reconnectPeriod);
    }

    /** For the consumers of {@code /collector}. */
    public ChannelOptions channels(ChannelOptions usual) {
        return usual.withTimeouts(writeTimeout, pingTimeout);
    }

    /** The queue of the pusher, in which no report is larger than a message. */
    public QueueOptions queue(long bytes) {
        QueueOptions usual = QueueOptions.of(bytes);
        long most = Math.min(QueueOptions.MAX_RECORD_BYTES, bytes / 2);
        int record = (int) Math.min(maxMessageBytes, most);
        return new QueueOptions(usual.maxBytes(), usual.segmentBytes(), record, usual.sealDelay());
    }

    void write(YamlText yaml) {
        yaml.section("websocket");
        yaml.entry("connect_timeout", DurationText.of(connectTimeout));
        yaml.entry("write_timeout", DurationText.of(writeTimeout));
        yaml.entry("ping_timeout", DurationText.of(pingTimeout));
        yaml.entry("reconnect_period", DurationText.of(reconnectPeriod));
        yaml.entry("max_message_size", SizeText.of(maxMessageBytes));
    }
}
