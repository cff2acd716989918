package io.hydrophone.agent.sink;

import io.hydrophone.agent.forward.QueueLimits;
import io.hydrophone.agent.forward.Sink;
import io.hydrophone.agent.forward.SinkOptions;
import io.hydrophone.config.Secret;
import io.hydrophone.config.Section;
import io.hydrophone.core.ProblemException;
import io.hydrophone.kafka.KafkaAddress;
import io.hydrophone.kafka.KafkaConnection;
import io.hydrophone.kafka.KafkaSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;

/** Reads a list of sinks: sections with a {@code type} and a {@code url}; docs/forwarder.md has the keys. */
public final class SinkSettings {
    private static final String NAME = "[a-z0-9][a-z0-9-]{0,62}";
    private static final String URL = "url";
    private static final Duration DAY = Duration.ofDays(1);
    private static final long MAX_BYTES = 1L << 40;

    private final Section section;
    private final Path queues;

    private SinkSettings(Section section, Path queues) {
        this.section = section;
        this.queues = queues;
    }

    /**
     * Reads them; what is wrong is told to their sections.
     *
     * @param queues where each has a directory of its name
     */
    public static List<SinkPlan> read(List<Section> sections, Path queues) {
        List<SinkPlan> plans = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Section section : sections) {
            SinkPlan plan = new SinkSettings(section, queues).plan();
            if (!names.add(plan.options().name())) {
                section.refuse(
                        "name",
                        "same-name",
                        "another sink has this name",
                        "give each a name: its queue is kept under it");
            }
            plans.add(plan);
        }
        return plans;
    }

    private SinkPlan plan() {
        if (!section.has("type")) {
            section.miss("type", "give one of hydrophone, datadog, falcon, remote_write, otlp, opentsdb, kafka, file");
        }
        SinkType type = section.choice("type", SinkType.values(), SinkType::label, SinkType.HYDROPHONE);
        return new SinkPlan(options(type), sink(type));
    }

    private SinkOptions options(SinkType type) {
        String name = section.parsed(
                "name",
                text -> {
                    if (!text.matches(NAME)) {
                        throw refused("this is no name of a sink", "use lower case, digits and hyphens");
                    }
                    return text;
                },
                type.label().replace('_', '-'));
        long bytes = section.size("queue_size", QueueLimits.USUAL.bytes(), QueueLimits.MIN_BYTES, MAX_BYTES);
        long memory = section.size("queue_memory", QueueLimits.USUAL.memory(), 64 << 10, 1 << 30);
        Duration age =
                section.duration("max_age", QueueLimits.USUAL.age(), Duration.ofMinutes(1), DAY.multipliedBy(365));
        Duration retryCap =
                section.duration("retry_cap", SinkOptions.USUAL_RETRY_CAP, Duration.ofSeconds(1), Duration.ofHours(1));
        boolean onDisk = section.flag("queue_on_disk", true);
        return new SinkOptions(
                name, onDisk ? queues.resolve(name) : null, new QueueLimits(bytes, memory, age), retryCap);
    }

    private Supplier<Sink> sink(SinkType type) {
        return switch (type) {
            case HYDROPHONE -> {
                HttpTarget target = http("token", Compression.ZSTD);
                ConsoleSink.Format format = format();
                yield () -> new ConsoleSink(target, format);
            }
            case DATADOG -> {
                HttpTarget target = http("api_key", Compression.DEFLATE);
                boolean packed = format(ConsoleSink.Format.JSON) == ConsoleSink.Format.MSGPACK;
                yield () -> new DatadogSink(target, packed);
            }
            case REMOTE_WRITE -> {
                HttpTarget target = http("token", Compression.NONE);
                yield () -> new RemoteWriteSink(target);
            }
            case OTLP -> {
                HttpTarget target = http("token", Compression.GZIP);
                yield () -> new OtlpSink(target);
            }
            case FALCON -> falcon();
            case OPENTSDB -> openTsdb();
            case KAFKA -> kafka();
            case FILE -> file();
        };
    }

    private Supplier<Sink> falcon() {
        Duration step = section.duration("step", Duration.ofSeconds(60), Duration.ofSeconds(1), DAY);
        if (isTcp()) {
            TcpTarget target = tcp(8433);
            return () -> new FalconSink(target, step);
        }
        HttpTarget target = http("token", Compression.NONE);
        return () -> new FalconPushSink(target, step);
    }

    private Supplier<Sink> openTsdb() {
        if (isTcp()) {
            TcpTarget target = tcp(4242);
            return () -> new OpenTsdbTelnetSink(target);
        }
        HttpTarget target = http("token", Compression.NONE);
        return () -> new OpenTsdbSink(target);
    }

    private Supplier<Sink> kafka() {
        KafkaAddress address =
                section.parsed(URL, KafkaAddress::parse, new KafkaAddress(false, List.of("127.0.0.1:9092"), "signals"));
        requireUrl("kafkas://HOST:9092/TOPIC");
        Path settings = section.file("config", null);
        boolean insecure = section.flag("insecure", false);
        ConsoleSink.Format format = format();
        Duration timeout = timeout();
        return () -> new KafkaSink(
                new KafkaConnection(
                        address, settings == null ? KafkaSettings.NONE : KafkaSettings.fromFile(settings), insecure),
                format,
                timeout);
    }

    private Supplier<Sink> file() {
        Path file = section.file("path", "signals.json");
        long size = section.size("rotate_size", 64 << 20, 64 << 10, MAX_BYTES);
        int keep = section.integer("keep", 5, 0, 1_000);
        return () -> new FileSink(file, size, keep);
    }

    private HttpTarget http(String secretKey, Compression usual) {
        requireUrl("https://HOST");
        boolean insecure = section.flag("insecure", false);
        URI uri = section.parsed(URL, text -> httpUri(text, insecure), URI.create("http://127.0.0.1"));
        Secret secret = section.secret(secretKey);
        return new HttpTarget(
                uri,
                secret,
                section.file("tls_ca", null),
                timeout(),
                section.choice(
                        "compression",
                        Compression.values(),
                        compression -> compression.name().toLowerCase(Locale.ROOT),
                        usual));
    }

    private static URI httpUri(String text, boolean insecure) {
        URI uri = uri(text);
        boolean isTls = "https".equals(uri.getScheme());
        if ((!isTls && !"http".equals(uri.getScheme())) || uri.getHost() == null || uri.getUserInfo() != null) {
            throw refused("this is no address of HTTP", "give https://HOST[:PORT][/PATH]");
        }
        requireSafe(uri, isTls || insecure);
        return uri;
    }

    private TcpTarget tcp(int usualPort) {
        boolean insecure = section.flag("insecure", false);
        TcpTarget local = new TcpTarget("127.0.0.1", usualPort, timeout());
        return section.parsed(
                URL,
                text -> {
                    URI uri = uri(text);
                    if (uri.getHost() == null) {
                        throw refused("this is no address of TCP", "give tcp://HOST:PORT");
                    }
                    requireSafe(uri, insecure);
                    return new TcpTarget(uri.getHost(), uri.getPort() < 0 ? usualPort : uri.getPort(), local.timeout());
                },
                local);
    }

    private boolean isTcp() {
        return section.text(URL, "").startsWith("tcp://");
    }

    private static URI uri(String text) {
        try {
            return URI.create(text);
        } catch (IllegalArgumentException e) {
            throw refused("this is no address", "give SCHEME://HOST:PORT");
        }
    }

    /** What is measured goes over the network in the clear only where somebody said so. */
    private static void requireSafe(URI uri, boolean isSafe) {
        boolean isThisMachine = uri.getHost().matches("(?i:localhost|\\[::1]|127(\\.[0-9]{1,3}){3})");
        if (!isSafe && !isThisMachine) {
            throw new ProblemException(
                    "sink-in-the-clear",
                    "what is sent would go over the network unencrypted",
                    "",
                    "give an address with TLS; or insecure: true, if the network is trusted");
        }
    }

    private void requireUrl(String form) {
        if (!section.has(URL)) {
            section.miss(URL, "give " + form);
        }
    }

    private Duration timeout() {
        return section.duration("timeout", HttpTarget.USUAL_TIMEOUT, Duration.ofMillis(100), Duration.ofMinutes(10));
    }

    private ConsoleSink.Format format() {
        return format(ConsoleSink.Format.MSGPACK);
    }

    private ConsoleSink.Format format(ConsoleSink.Format usual) {
        return section.choice(
                "format", ConsoleSink.Format.values(), choice -> choice.name().toLowerCase(Locale.ROOT), usual);
    }

    private static ProblemException refused(String message, String action) {
        return new ProblemException("bad-sink", message, "", action);
    }
}
