package io.hydrophone.truth;

import io.hydrophone.report.IntervalReport;
import io.hydrophone.report.ReportId;
import io.hydrophone.report.ReportMessagePack;
import io.hydrophone.report.snappy.Snappy;
import io.hydrophone.servers.FreePort;
import java.io.BufferedReader;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.server.WebSocketUpgradeHandler;

/** A receiver of pushed reports in a process of its own: writes each to a file, then acknowledges it. */
final class KillableReceiver implements AutoCloseable {
    private static final int MAX_REPORT = 64 << 20;

    private final Path directory;
    private final int port;
    private final List<Path> files = new ArrayList<>();
    private Process process;

    KillableReceiver(Path directory) throws IOException {
        this.directory = directory;
        port = FreePort.find();
    }

    URI uri() {
        return URI.create("ws://127.0.0.1:" + port + "/intake");
    }

    /** Again after a kill too, at the same port. */
    void start() throws IOException {
        Path file = directory.resolve("received-" + files.size());
        files.add(file);
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        Integer.toString(port),
                        file.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        if (!"listening".equals(out.readLine())) {
            throw new IOException("the receiver does not listen");
        }
    }

    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** All that it ever wrote down, in the order of arrival; what came twice is there twice. */
    List<IntervalReport> received() throws IOException {
        List<IntervalReport> reports = new ArrayList<>();
        for (Path file : files) {
            try (DataInputStream in = new DataInputStream(Files.newInputStream(file))) {
                while (true) {
                    byte[] frame = new byte[in.readInt()];
                    in.readFully(frame);
                    reports.add(ReportMessagePack.read(Snappy.decompress(frame, MAX_REPORT)));
                }
            } catch (EOFException e) {
                // Its end, or a report that it was killed over and has not acknowledged.
            }
        }
        return reports;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    static final class Main {
        private Main() {}

        public static void main(String[] arguments) throws Exception {
            Path file = Path.of(arguments[1]);
            DataOutputStream out = new DataOutputStream(Files.newOutputStream(file));
            Server server = new Server();
            ServerConnector connector = new ServerConnector(server, 1, 1);
            connector.setHost("127.0.0.1");
            connector.setPort(Integer.parseInt(arguments[0]));
            server.addConnector(connector);
            server.setHandler(WebSocketUpgradeHandler.from(server, container -> {
                container.setMaxBinaryMessageSize(MAX_REPORT);
                container.addMapping("/intake", (request, response, callback) -> new Endpoint(out));
            }));
            server.start();
            System.out.println("listening");
            System.out.flush();
            server.join();
        }
    }

    /** Public, because Jetty calls it by reflection. */
    public static final class Endpoint extends Session.Listener.AbstractAutoDemanding {
        private final DataOutputStream out;

        Endpoint(DataOutputStream out) {
            this.out = out;
        }

        @Override
        public void onWebSocketBinary(ByteBuffer payload, Callback callback) {
            byte[] frame = new byte[payload.remaining()];
            payload.get(frame);
            ReportId id =
                    ReportMessagePack.read(Snappy.decompress(frame, MAX_REPORT)).id();
            try {
                synchronized (out) {
                    out.writeInt(frame.length);
                    out.write(frame);
                    out.flush();
                }
            } catch (IOException e) {
                callback.fail(e);
                return;
            }
            getSession()
                    .sendText(
                            "{\"acknowledged\":{\"probe\":\"" + id.probe() + "\",\"epoch\":\""
                                    + ReportId.epochText(id.epoch()) + "\",\"sequence\":" + id.sequence() + "}}",
                            Callback.NOOP);
            callback.succeed();
        }
    }
}
