package io.hydrophone.app.config;

import io.hydrophone.config.Secret;
import io.hydrophone.config.Section;
import io.hydrophone.core.Problem;
import io.hydrophone.http.ListenAddress;
import io.hydrophone.probe.push.PushOptions;
import io.hydrophone.wire.Ports;
import io.hydrophone.wire.SampleRatio;
import io.hydrophone.wire.source.LiveCapture;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;

/**
 * mysql-probe's configuration, as its README and its {@code config.go} have it, translated. As there, a key without a
 * value is as if it were absent, and 0 asks for the default where 0 makes no sense. Beside its keys, those of Hydrophone
 * that open an address to others may stand at the top.
 */
final class MySqlProbeFile {
    /** Keys that Hydrophone's own configuration does not have, by section; any of them tells whose file it is. */
    private static final Map<String, List<String>> OWN_KEYS = Map.of(
            "", List.of("slave", "serverport", "slowthresholdms"),
            "cluster", List.of("gossip"),
            "probe", List.of("device", "port", "snappylength"),
            "watcher", List.of("uname", "passward"),
            "websocket",
                    List.of(
                            "writetimeoutms",
                            "pingtimeouts",
                            "reconnectperiods",
                            "maxmessagesize",
                            "connecttimeoutms"));

    private static final int MOST_SECONDS = (int) ReportSettings.MOST.toSeconds();
    private static final int MOST_MILLIS = (int) ReportSettings.MOST.toMillis();

    private final Section root;
    private final Protection protection;
    private final String file;
    private final List<Problem> remarks = new ArrayList<>();

    private MySqlProbeFile(Section root, Protection protection, String file) {
        this.root = root;
        this.protection = protection;
        this.file = file;
    }

    /** Whether a file is mysql-probe's: it has no version, and a key that only mysql-probe knows. */
    static boolean isMeant(Section root) {
        return !root.has("version") && OWN_KEYS.entrySet().stream().anyMatch(keys -> hasAny(root, keys));
    }

    private static boolean hasAny(Section root, Entry<String, List<String>> keys) {
        return keys.getValue().stream()
                .anyMatch(key -> keys.getKey().isEmpty() ? root.has(key) : root.has(keys.getKey(), key));
    }

    static Configuration read(Section root, Protection protection, String file) {
        root.takeEmptyForAbsent();
        return new MySqlProbeFile(root, protection, file).configuration();
    }

    private Configuration configuration() {
        boolean slave = root.flag("slave", false);
        int port = root.integer("serverport", ServeSettings.DEFAULT.listen().port(), 0, 65_535);
        ListenAddress local = new ListenAddress(ServeSettings.DEFAULT.listen().host(), port);
        ServeSettings serve = ServeSettings.read(root, local, protection);
        if (!root.has("listen")) {
            remarks.add(new Problem(
                    Configuration.LOCAL_ONLY,
                    "this serves on " + local + ", for this machine alone",
                    file,
                    "to let others reach it, as mysql-probe did, add at the top of the file:\n    listen: 0.0.0.0:"
                            + port + "\n" + ServeSettings.PROTECTING_LINES));
        }
        ReportSettings report = report();
        CaptureSettings capture = capture(root.section("probe"));
        WatcherSection watcher = watcher(root.section("watcher"));
        return new Configuration(
                Kind.MYSQL_PROBE,
                slave ? new ProbeSection(null, capture, report, serve) : null,
                slave
                        ? null
                        : new MasterSection(
                                MasterSection.Engine.OWN,
                                null,
                                root.path(MasterSection.DEFAULT_DIRECTORY),
                                MasterSection.DEFAULT_JOURNAL_BYTES,
                                report,
                                serve),
                null,
                null,
                pusher(root.section("pusher")),
                null,
                null,
                slave ? watcher : null,
                webSocket(root.section("websocket")),
                cluster(root.section("cluster")),
                null,
                remarks);
    }

    private ReportSettings report() {
        ReportSettings usual = ReportSettings.DEFAULT;
        return new ReportSettings(
                seconds(root, "interval", usual.interval()),
                Duration.ofMillis(root.integer(
                        "slowthresholdms", (int) usual.slowThreshold().toMillis(), 0, MOST_MILLIS)),
                root.flag("mask", usual.mask()),
                usual.tags());
    }

    private static CaptureSettings capture(Section probe) {
        CaptureSettings usual = CaptureSettings.DEFAULT;
        int port = probe.integer("port", 0, 0, 65_535);
        int workers = probe.integer("workers", 0, 0, LiveCapture.MAX_WORKERS);
        return new CaptureSettings(
                probe.list("device", device -> device, List.of()),
                port == 0 ? usual.ports() : Ports.of(port),
                usual.capture(),
                usual.ringBytes(),
                usual.tunnels(),
                workers == 0 ? usual.workers() : workers,
                usual.cpuLimitPercent(),
                SampleRatio.ALL,
                probe.integer("snappylength", 0, 0, CaptureSettings.MOST_SNAP_BYTES),
                null);
    }

    /** Its README says {@code passward} and its code reads {@code password}: either is taken, the latter before. */
    private WatcherSection watcher(Section watcher) {
        String misspelt = watcher.text("passward", null);
        String password = watcher.text("password", misspelt);
        for (String retired : List.of("address", "dbname")) {
            if (watcher.text(retired, null) != null) {
                remarks.add(new Problem(
                        "ignored-key",
                        "watcher." + retired + " is not used, as mysql-probe itself no longer does",
                        file,
                        "remove it: the server on this machine is asked, on the port that is listened to"));
            }
        }
        String user = watcher.text("uname", "");
        return user.isEmpty()
                ? null
                : new WatcherSection(
                        user,
                        password == null ? null : Secret.of(password),
                        WatcherSection.DEFAULT_HOST,
                        0,
                        null,
                        null,
                        WatcherSection.DEFAULT_INTERVAL);
    }

    private PusherSection pusher(Section pusher) {
        List<HostPort> servers = pusher.list("servers", HostPort::parse, List.of());
        if (!servers.stream().map(HostPort::host).allMatch(PushOptions::isThisMachine)) {
            remarks.add(new Problem(
                    "push-in-the-clear",
                    "reports go to other machines unencrypted, as mysql-probe's did",
                    file,
                    "where the network is not trusted, push to a master of Hydrophone's over TLS"));
        }
        PusherSection translated = new PusherSection(
                servers,
                PusherSection.path(pusher.text("path", "")),
                pusher.flag("preconnect", false),
                PusherSection.Format.MYSQLPROBE,
                pusher.path(PusherSection.DEFAULT_QUEUE_DIRECTORY),
                PusherSection.DEFAULT_QUEUE_BYTES,
                null,
                false,
                null,
                false);
        return servers.isEmpty() ? null : translated;
    }

    private static WebSocketSection webSocket(Section socket) {
        WebSocketSection usual = WebSocketSection.DEFAULT;
        int kib = socket.integer("maxmessagesize", 0, 0, (int) (WebSocketSection.MOST_MESSAGE_BYTES >> 10));
        return new WebSocketSection(
                millis(socket, "connecttimeoutms", usual.connectTimeout()),
                millis(socket, "writetimeoutms", usual.writeTimeout()),
                seconds(socket, "pingtimeouts", usual.pingTimeout()),
                seconds(socket, "reconnectperiods", usual.reconnectPeriod()),
                kib == 0 ? usual.maxMessageBytes() : (long) kib << 10);
    }

    /** Without a section it is a gossip cluster that nobody else is in yet. */
    private ClusterSection cluster(Section cluster) {
        boolean gossip = cluster.flag("gossip", !root.has("cluster"));
        return new ClusterSection(
                gossip ? ClusterSection.Mode.GOSSIP : ClusterSection.Mode.STATIC,
                cluster.parsed("group", ClusterSection::group, ClusterSection.DEFAULT_GROUP),
                cluster.integer("port", 0, 0, 65_535),
                List.of(),
                null,
                true);
    }

    private static Duration seconds(Section section, String key, Duration usual) {
        int seconds = section.integer(key, 0, 0, MOST_SECONDS);
        return seconds == 0 ? usual : Duration.ofSeconds(seconds);
    }

    private static Duration millis(Section section, String key, Duration usual) {
        int millis = section.integer(key, 0, 0, MOST_MILLIS);
        return millis == 0 ? usual : Duration.ofMillis(millis);
    }
}
