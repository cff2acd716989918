package io.hydrophone.app.config;

import io.hydrophone.core.Problem;
import java.util.ArrayList;
import java.util.List;

/**
 * All that a file says, with the defaults where it is silent.
 *
 * @param kind whose file it was
 * @param probe null when this is no probe's
 * @param master null when this is no master's
 * @param pusher null for none
 * @param watcher null for none
 * @param remarks what its user should know although nothing is wrong
 */
public record Configuration(
        Kind kind,
        ProbeSection probe,
        MasterSection master,
        PusherSection pusher,
        WatcherSection watcher,
        WebSocketSection websocket,
        ClusterSection cluster,
        List<Problem> remarks) {
    /** Code of the remark that nothing in the file lets others reach what is served. */
    public static final String LOCAL_ONLY = "local-only";

    public Configuration {
        remarks = List.copyOf(remarks);
    }

    /** The same with one more remark. */
    Configuration with(Problem remark) {
        List<Problem> all = new ArrayList<>(remarks);
        all.add(remark);
        return new Configuration(kind, probe, master, pusher, watcher, websocket, cluster, all);
    }
}
