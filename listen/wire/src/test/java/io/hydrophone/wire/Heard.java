package io.hydrophone.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hydrophone.wire.tcp.Packets;
import io.hydrophone.wire.tcp.Packets.Packet;
import io.hydrophone.wire.tls.Encrypting;
import io.hydrophone.wire.tls.KeyLog;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What a decoder made of packets: every query in all that does not depend on time. */
public record Heard(List<Line> lines, WireCounters counters) {
    private static final KeyLog KEY_LOG = Encrypting.keyLog(100);

    /** A query as values. */
    public record Line(
            String command,
            Outcome outcome,
            String database,
            String user,
            String sql,
            List<String> parameters,
            int error,
            String message,
            long rows,
            long affected,
            int warnings,
            int status,
            long bytesIn,
            long bytesOut) {
        public boolean answered() {
            return outcome == Outcome.OK || outcome == Outcome.ERROR;
        }

        /** Without what the login and earlier commands, which may be lost, have settled. */
        public Line alone() {
            boolean refers = command.startsWith("COM_STMT") && !command.equals("COM_STMT_PREPARE");
            return new Line(
                    command,
                    outcome,
                    "",
                    "",
                    refers ? "" : sql,
                    List.of(),
                    error,
                    message,
                    rows,
                    affected,
                    warnings,
                    status,
                    bytesIn,
                    bytesOut);
        }
    }

    public static Heard of(List<Packet> packets) {
        List<Line> lines = new ArrayList<>();
        DecoderOptions options =
                DecoderOptions.of(Ports.of(Packets.SERVER_PORT)).withKeyLog(KEY_LOG);
        TrafficDecoder decoder = new TrafficDecoder(options, query -> lines.add(line(query)));
        Packets.send(packets, decoder);
        return new Heard(lines, decoder.counters());
    }

    static Line line(Query query) {
        List<String> parameters = new ArrayList<>();
        query.attributes(attribute -> parameters.add(attribute.name() + "=" + attribute.value()));
        query.parameters(value -> parameters.add(value instanceof byte[] bytes ? Arrays.toString(bytes) : "" + value));
        return new Line(
                query.command().name(),
                query.outcome(),
                query.key().database(),
                query.key().user(),
                new String(query.sqlBuffer(), query.sqlOffset(), query.sqlLength(), UTF_8),
                parameters,
                query.errorCode(),
                query.sqlState() + query.errorMessage(),
                query.rowsSent(),
                query.rowsAffected(),
                query.warnings(),
                query.serverStatus(),
                query.bytesIn(),
                query.bytesOut());
    }
}
