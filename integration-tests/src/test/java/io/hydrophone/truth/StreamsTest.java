package io.hydrophone.truth;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.protocol.Command;
import io.hydrophone.servers.FreePort;
import io.hydrophone.servers.Server;
import io.hydrophone.servers.ServerKind;
import io.hydrophone.servers.Tcpdump;
import io.hydrophone.wire.DataStream;
import io.hydrophone.wire.DecoderOptions;
import io.hydrophone.wire.Outcome;
import io.hydrophone.wire.Ports;
import io.hydrophone.wire.TrafficDecoder;
import io.hydrophone.wire.source.CaptureFile;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Connections that are more, or something else, than commands and answers. */
@Tag("alone")
class StreamsTest {
    @TempDir
    private Path directory;

    private final List<Said> said = new ArrayList<>();

    private TrafficDecoder hear(int port, Talk talk) throws Exception {
        Path capture = directory.resolve("capture.pcap");
        try (Tcpdump tcpdump = Tcpdump.start(port, capture)) {
            assertThat(tcpdump).isNotNull();
            talk.run();
        }
        TrafficDecoder decoder =
                new TrafficDecoder(DecoderOptions.of(Ports.of(port)), query -> said.add(Said.of(query)));
        try (CaptureFile file = CaptureFile.open(capture)) {
            file.run(decoder);
        }
        return decoder;
    }

    /** One server copies itself into another's directory. */
    @Test
    void aCloneIsNamedAndCounted() throws Exception {
        String plugin = "--plugin-load-add=mysql_clone.so";
        try (Server donor = ServerKind.MYSQL_9_7.start(plugin);
                Server recipient = ServerKind.MYSQL_9_7.start(plugin)) {
            TrafficDecoder decoder = hear(donor.port(), () -> {
                try (Connection connection = recipient.connect();
                        Statement statement = connection.createStatement()) {
                    String address = Server.HOST + ":" + donor.port();
                    statement.execute("SET GLOBAL clone_valid_donor_list = '" + address + "'");
                    statement.execute("CLONE INSTANCE FROM '" + Server.USER + "'@'" + Server.HOST + "':" + donor.port()
                            + " IDENTIFIED BY '" + Server.PASSWORD + "' DATA DIRECTORY = '"
                            + directory.resolve("copy") + "' REQUIRE NO SSL");
                }
            });

            assertThat(decoder.counters().unparsed()).isZero();
            assertThat(said)
                    .filteredOn(one -> one.command() == Command.COM_CLONE)
                    .isNotEmpty()
                    .allMatch(one -> one.outcome() == Outcome.OK);
            assertThat(decoder.streams()).isNotEmpty().allSatisfy(stream -> {
                assertThat(stream.kind()).isEqualTo(DataStream.Kind.CLONE);
                assertThat(stream.user()).isEqualTo(Server.USER);
                assertThat(stream.open()).isFalse();
            });
            assertThat(decoder.streams().stream().mapToLong(DataStream::bytes).sum())
                    .isGreaterThan(10 << 20);
        }
    }

    @Test
    void theXProtocolOfARealServerIsRecognised() throws Exception {
        int port = FreePort.find();
        try (Server server = ServerKind.MYSQL_9_7.start(
                "--mysqlx=ON",
                "--mysqlx-port=" + port,
                "--mysqlx-bind-address=" + Server.HOST,
                "--mysqlx-socket=" + directory.resolve("x"))) {
            assertThat(server.port()).isNotEqualTo(port);
            TrafficDecoder decoder = hear(port, () -> {
                try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                    socket.getOutputStream().write(new byte[] {1, 0, 0, 0, 1}); // CapabilitiesGet
                    assertThat(socket.getInputStream().readNBytes(200)).hasSize(200);
                }
            });
            assertThat(decoder.counters().xProtocolSessions()).isEqualTo(1);
            assertThat(decoder.counters().unrecognised()).isZero();
            assertThat(said).isEmpty();
        }
    }
}
