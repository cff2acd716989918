package io.hydrophone.topology.diagnosis;

import io.hydrophone.client.ServerVersion;
import io.hydrophone.topology.Address;
import java.util.ArrayList;
import java.util.List;

/** Statements about replication in the words of a server's version. */
final class Statements {
    private final ServerVersion version;

    Statements(ServerVersion version) {
        this.version = version;
    }

    boolean isMariaDb() {
        return version.isMariaDb();
    }

    String start(String channel) {
        return verb("START", "", channel);
    }

    String stop(String channel) {
        return verb("STOP", "", channel);
    }

    String startApplier(String channel) {
        return verb("START", " SQL_THREAD", channel);
    }

    String stopApplier(String channel) {
        return verb("STOP", " SQL_THREAD", channel);
    }

    String stopReceiver(String channel) {
        return verb("STOP", " IO_THREAD", channel);
    }

    String startReceiver(String channel) {
        return verb("START", " IO_THREAD", channel);
    }

    String status(String channel) {
        return version.isMariaDb()
                ? "SHOW SLAVE " + named(channel) + "STATUS"
                : "SHOW " + replica() + " STATUS" + forChannel(channel);
    }

    String forget(String channel) {
        return version.isMariaDb()
                ? "RESET SLAVE " + named(channel) + "ALL"
                : "RESET " + replica() + " ALL" + forChannel(channel);
    }

    String forgetRelayLog(String channel) {
        return version.isMariaDb()
                ? ("RESET SLAVE " + named(channel)).strip()
                : "RESET " + replica() + forChannel(channel);
    }

    /** Without GTIDs; of MySQL for all channels that start next. */
    String skipOne() {
        return "SET GLOBAL " + (version.isAtLeast(8, 0, 26) ? "sql_replica_skip_counter" : "sql_slave_skip_counter")
                + " = 1";
    }

    /** MariaDB's connection goes before the thread, MySQL's channel to the end. */
    private String verb(String verb, String thread, String channel) {
        return version.isMariaDb()
                ? (verb + " SLAVE " + named(channel) + thread.strip()).strip()
                : verb + " " + replica() + thread + forChannel(channel);
    }

    /**
     * Changes options of a channel.
     *
     * @param options as MySQL has them since 8.0.23, {@code SOURCE_HOST='db1'}
     */
    String change(String channel, String... options) {
        List<String> own = new ArrayList<>(List.of(options));
        if (version.isMariaDb()) {
            return "CHANGE MASTER " + named(channel) + "TO " + older(own);
        }
        return (version.isAtLeast(8, 0, 23)
                        ? "CHANGE REPLICATION SOURCE TO " + String.join(", ", own)
                        : "CHANGE MASTER TO " + older(own))
                + forChannel(channel);
    }

    private static String older(List<String> options) {
        return String.join(
                ", ",
                options.stream()
                        .map(option -> option.replaceFirst("SOURCE_", "MASTER_"))
                        .toList());
    }

    String[] place(Address source) {
        return new String[] {"SOURCE_HOST=" + quoted(source.host()), "SOURCE_PORT=" + source.port()};
    }

    /** Follows another source from now on. */
    List<String> follow(String channel, Address source) {
        return List.of(stop(channel), change(channel, place(source)), start(channel));
    }

    /** Lets clients write. */
    List<String> openForWriting() {
        return version.isMariaDb()
                ? List.of("SET GLOBAL read_only = OFF")
                : List.of("SET GLOBAL super_read_only = OFF", "SET GLOBAL read_only = OFF");
    }

    List<String> closeForWriting() {
        return List.of(version.isMariaDb() ? "SET GLOBAL read_only = ON" : "SET GLOBAL super_read_only = ON");
    }

    private String replica() {
        return version.isAtLeast(8, 0, 22) ? "REPLICA" : "SLAVE";
    }

    private static String named(String channel) {
        return channel.isEmpty() ? "" : quoted(channel) + " ";
    }

    private static String forChannel(String channel) {
        return channel.isEmpty() ? "" : " FOR CHANNEL " + quoted(channel);
    }

    /** A literal; what servers say is theirs, so nothing in it ends the literal or the line. */
    static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("'");
        text.codePoints()
                .filter(point -> !Character.isISOControl(point))
                .forEach(point -> quoted.append(point == '\'' || point == '\\' ? Character.toString(point) : "")
                        .appendCodePoint(point));
        return quoted.append('\'').toString();
    }
}
