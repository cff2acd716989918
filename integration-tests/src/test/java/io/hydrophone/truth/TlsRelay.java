package io.hydrophone.truth;

import io.hydrophone.protocol.Capability;
import io.hydrophone.protocol.LittleEndian;
import io.hydrophone.servers.Server;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.bouncycastle.tls.TlsClientProtocol;

/**
 * Lets clients without TLS reach a server in TLS: asks the server for it with the first bytes of the client's login, and
 * counts the packets of the login one further, as the server expects them behind the request.
 */
final class TlsRelay implements AutoCloseable {
    private static final int SSL_REQUEST = 32;
    private static final int OK = 0x00;
    private static final int ERR = 0xff;

    private final Server server;
    private final KeyLoggingClient.Offer offer;
    private final Path keyLog;
    private final ServerSocket listening;
    private final List<Socket> open = Collections.synchronizedList(new ArrayList<>());

    TlsRelay(Server server, KeyLoggingClient.Offer offer, Path keyLog) throws IOException {
        this.server = server;
        this.offer = offer;
        this.keyLog = keyLog;
        listening = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    /** The server's address with the relay's port in its place. */
    String url(String... parameters) {
        return server.url(parameters).replace(":" + server.port() + "/", ":" + listening.getLocalPort() + "/");
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket client = listening.accept();
                open.add(client);
                Thread.ofVirtual().start(() -> relay(client));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void relay(Socket client) {
        try (client;
                Socket connection = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            open.add(connection);
            connection.setTcpNoDelay(true);
            client.setTcpNoDelay(true);
            DataInputStream fromClient = new DataInputStream(client.getInputStream());
            client.getOutputStream().write(packet(new DataInputStream(connection.getInputStream()), 0));
            byte[] login = packet(fromClient, 1);
            login[5] |= Capability.SSL >> 8;
            byte[] request = Arrays.copyOf(login, 4 + SSL_REQUEST);
            request[0] = SSL_REQUEST;
            request[1] = 0;
            request[3] = 1;
            connection.getOutputStream().write(request);
            TlsClientProtocol tls = new TlsClientProtocol(connection.getInputStream(), connection.getOutputStream());
            tls.connect(new KeyLoggingClient(offer, keyLog));
            DataInputStream fromServer = new DataInputStream(tls.getInputStream());
            tls.getOutputStream().write(login);
            logIn(fromClient, client.getOutputStream(), fromServer, tls.getOutputStream());
            Thread.ofVirtual().start(() -> copy(fromServer, clientOut(client)));
            copy(fromClient, tls.getOutputStream());
            tls.close();
        } catch (IOException e) {
            // The end of a session: the client sees it, and the test with it.
        }
    }

    /** Until the server accepts or refuses. */
    private static void logIn(
            DataInputStream fromClient, OutputStream toClient, DataInputStream fromServer, OutputStream toServer)
            throws IOException {
        while (true) {
            byte[] answer = packet(fromServer, -1);
            toClient.write(answer);
            int first = answer[4] & 0xff;
            if (first == OK || first == ERR) {
                return;
            }
            boolean moreData = first == 1 && answer.length == 6 && answer[5] == 3; // fast authentication: OK follows
            if (!moreData) {
                toServer.write(packet(fromClient, 1));
            }
        }
    }

    /** The next packet, with another number than it came with. */
    private static byte[] packet(DataInputStream in, int further) throws IOException {
        byte[] header = in.readNBytes(4);
        if (header.length < 4) {
            throw new IOException("the session has ended");
        }
        ByteArrayOutputStream packet = new ByteArrayOutputStream();
        header[3] += (byte) further;
        packet.writeBytes(header);
        packet.writeBytes(in.readNBytes(LittleEndian.u3(header, 0)));
        return packet.toByteArray();
    }

    private static OutputStream clientOut(Socket client) {
        try {
            return client.getOutputStream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void copy(InputStream in, OutputStream out) {
        byte[] buffer = new byte[1 << 16];
        try {
            for (int count = in.read(buffer); count > 0; count = in.read(buffer)) {
                out.write(buffer, 0, count);
                out.flush();
            }
        } catch (IOException e) {
            // The other side has ended the session.
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
        for (Socket socket : List.copyOf(open)) {
            socket.close();
        }
    }
}
