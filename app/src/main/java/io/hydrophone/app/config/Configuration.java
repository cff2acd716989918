package io.hydrophone.app.config;

import io.hydrophone.core.Problem;
import io.hydrophone.probe.settings.SettingsChange;
import java.nio.file.Path;
import java.util.List;

/**
 * All that a file says, with the defaults where it is silent.
 *
 * @param kind whose file it was
 * @param probe null when this is no probe's
 * @param master null when this is no master's
 * @param agent null when this is no agent's
 * @param transfer null when this is no transfer's
 * @param pusher null for none
 * @param kafka null for none
 * @param streams null where no copy of a master is meant
 * @param watcher null for none
 * @param runtime what was changed while it ran, and is in the sections already; null when nothing was
 * @param remarks what its user should know although nothing is wrong
 */
public record Configuration(
        Kind kind,
        ProbeSection probe,
        MasterSection master,
        AgentSection agent,
        TransferSection transfer,
        PusherSection pusher,
        KafkaSection kafka,
        StreamsSection streams,
        WatcherSection watcher,
        WebSocketSection websocket,
        ClusterSection cluster,
        Changed runtime,
        List<Problem> remarks) {
    /** Changes, and where they are kept. */
    record Changed(Path file, SettingsChange changes) {
        /** Says where a value comes from. */
        void note(YamlText yaml) {
            String from = "from " + file.getFileName();
            if (changes.interval() != null) {
                yaml.note("probe", "interval", from);
            }
            if (changes.slowThreshold() != null) {
                yaml.note("probe", "slow_threshold", from);
            }
            if (changes.sample() != null) {
                yaml.note("probe", "sample", from);
            }
        }
    }

    /** Code of the remark that nothing in the file lets others reach what is served. */
    public static final String LOCAL_ONLY = "local-only";

    public Configuration {
        remarks = List.copyOf(remarks);
    }

    /** The same with what was changed while it ran. */
    Configuration with(Changed changed) {
        ProbeSection own = probe == null ? ProbeSection.DEFAULT : probe;
        return new Configuration(
                kind,
                own.with(changed.changes),
                master,
                agent,
                transfer,
                pusher,
                kafka,
                streams,
                watcher,
                websocket,
                cluster,
                changed,
                remarks);
    }
}
