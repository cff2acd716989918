package io.hydrophone.app;

import io.hydrophone.app.config.CaptureSettings;
import io.hydrophone.app.config.ClusterSection;
import io.hydrophone.app.config.Configuration;
import io.hydrophone.app.config.ConfigurationReader;
import io.hydrophone.app.config.HostPort;
import io.hydrophone.app.config.KafkaSection;
import io.hydrophone.app.config.MasterSection;
import io.hydrophone.app.config.ProbeSection;
import io.hydrophone.app.config.PusherSection;
import io.hydrophone.app.config.ServeSettings;
import io.hydrophone.app.config.StreamsSection;
import io.hydrophone.app.config.WatcherSection;
import io.hydrophone.core.Problem;
import io.hydrophone.core.ProblemException;
import io.hydrophone.wire.Ports;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** Gives a probe's options what a configuration file says, wherever the command line is silent. */
final class FileBehindFlags {
    /** Where one of these is given, the file does not say alone to whom is served. */
    private static final List<String> SERVING =
            List.of("--listen", "--token-file", "--tls-cert", "--tls-key", "--insecure");

    private final CommandSpec command;
    private final ParseResult given;

    private FileBehindFlags(CommandSpec command) {
        this.command = command;
        this.given = command.commandLine().getParseResult();
    }

    /**
     * Reads a file and puts it behind the options of a command that was parsed.
     *
     * @param told what its user should know
     * @return all that the file says, with the defaults where it is silent
     */
    static Configuration apply(
            Path file, CommandSpec command, MySqlOptions mysql, PushingOptions push, Consumer<Problem> told) {
        FileBehindFlags flags = new FileBehindFlags(command);
        Configuration configuration = flags.read(file);
        if (configuration.probe() == null && configuration.master() != null) {
            throw new ProblemException(
                    "no-probe",
                    "this is the configuration of a master",
                    file.toString(),
                    "start it with: hydrophone master --config " + file
                            + "; that of a probe has a section probe (mysql-probe's: slave: true)");
        }
        flags.apply(configuration.probe() == null ? ProbeSection.DEFAULT : configuration.probe());
        flags.apply(configuration.cluster());
        if (configuration.cluster().mode() != ClusterSection.Mode.NONE) {
            flags.set("--cluster-dir", file.toAbsolutePath().resolveSibling("cluster"));
        }
        flags.apply(configuration.watcher(), mysql);
        flags.apply(configuration.pusher(), push);
        flags.apply(configuration.kafka(), push);
        flags.tell(configuration, told);
        return configuration;
    }

    /** The same for a master. */
    static Configuration applyToMaster(Path file, CommandSpec command, PushingOptions push, Consumer<Problem> told) {
        FileBehindFlags flags = new FileBehindFlags(command);
        Configuration configuration = flags.read(file);
        MasterSection master = configuration.master();
        if (master == null) {
            throw new ProblemException(
                    "no-master",
                    "this is the configuration of a probe",
                    file.toString(),
                    "start it with: hydrophone probe --config " + file
                            + "; that of a master has a section master (mysql-probe's: slave: false)");
        }
        flags.set("--name", master.name());
        flags.set("--dir", master.directory());
        flags.set("--cluster-port", configuration.cluster().port());
        flags.apply(configuration.cluster());
        flags.apply(master.serve());
        flags.apply(configuration.pusher(), push);
        flags.apply(configuration.kafka(), push);
        flags.set("--engine", master.engine().label());
        flags.apply(configuration.streams());
        flags.tell(configuration, told);
        return configuration;
    }

    private Configuration read(Path file) {
        return ConfigurationReader.read(file, SERVING.stream().noneMatch(given::hasMatchedOption));
    }

    private void tell(Configuration configuration, Consumer<Problem> told) {
        configuration.remarks().stream().filter(this::isTrue).forEach(told);
    }

    private void apply(ProbeSection probe) {
        set("--name", probe.name());
        CaptureSettings capture = probe.capture();
        set("--interface", capture.devices().isEmpty() ? null : String.join(",", capture.devices()));
        set("--port", capture.ports().toString());
        set("--capture", capture.capture());
        set("--ring", capture.ringBytes());
        set("--tunnels", capture.tunnels());
        set("--workers", capture.workers());
        set("--cpu-limit", capture.cpuLimitPercent() == 0 ? null : capture.cpuLimitPercent());
        set("--sample", capture.sample().toString());
        set("--snap-length", (long) capture.snapBytes());
        set("--tls-keylog", capture.tlsKeyLog());
        apply(probe.serve());
    }

    private void apply(ClusterSection cluster) {
        set("--cluster", cluster.mode().label());
        set("--group", cluster.group());
        set("--seed", cluster.seeds().stream().map(HostPort::toString).toList());
    }

    private void apply(ServeSettings serve) {
        set("--listen", serve.listen().toString());
        set("--token-file", serve.tokenFile());
        set("--tls-cert", serve.tlsCert());
        set("--tls-key", serve.tlsKey());
        set("--insecure", serve.insecure());
    }

    /** A server on the command line is another one: nothing of the file's login goes there. */
    private void apply(WatcherSection watcher, MySqlOptions mysql) {
        if (watcher != null && !given.hasMatchedOption("--mysql")) {
            mysql.ask(watcher.url(Ports.parse(command.findOption("--port").getValue())));
            set("--mysql-interval", watcher.interval());
        }
    }

    /** Servers on the command line are others: they get what waits, and nothing else of the section. */
    private void apply(PusherSection pusher, PushingOptions push) {
        if (pusher != null) {
            push.pushTo(pusher);
            set("--push-dir", pusher.queueDirectory());
        }
    }

    /** A topic on the command line is another one: nothing of the file's login goes there. */
    private void apply(KafkaSection kafka, PushingOptions push) {
        if (kafka != null) {
            push.useTopic(kafka);
            set("--push-dir", kafka.queueDirectory());
        }
    }

    private void apply(StreamsSection streams) {
        if (streams != null) {
            set("--to-topic", streams.output());
            set("--interval", streams.interval());
            set("--keep", streams.kept());
            set("--copies-ca", streams.copiesCa());
        }
    }

    /** Where to serve may be said by an option. */
    private boolean isTrue(Problem remark) {
        return !(remark.code().equals(Configuration.LOCAL_ONLY) && given.hasMatchedOption("--listen"));
    }

    private void set(String option, Object value) {
        if (value != null && !given.hasMatchedOption(option)) {
            command.findOption(option).setValue(value);
        }
    }
}
