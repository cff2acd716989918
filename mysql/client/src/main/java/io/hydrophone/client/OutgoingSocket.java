package io.hydrophone.client;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.function.IntConsumer;
import javax.net.SocketFactory;

/**
 * Makes the driver's sockets, and tells whose port each will have before a byte is sent: so that who listens can leave
 * out what is Hydrophone's own. The driver makes this object by its name, on the thread that connects.
 */
public final class OutgoingSocket extends SocketFactory {
    /**
     * How to connect.
     *
     * @param told gets the local port
     * @param unixSocket null for TCP
     */
    record Way(IntConsumer told, Path unixSocket) {
        private static final Way USUAL = new Way(port -> {}, null);
    }

    /** That of one attempt. */
    static final ScopedValue<Way> WAY = ScopedValue.newInstance();

    @Override
    public Socket createSocket() throws IOException {
        Way way = WAY.orElse(Way.USUAL);
        if (way.unixSocket != null) {
            return new UnixSocket(way.unixSocket);
        }
        Socket socket = new Socket();
        socket.bind(new InetSocketAddress(0));
        way.told.accept(socket.getLocalPort());
        return socket;
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return connected(new InetSocketAddress(host, port));
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort) throws IOException {
        return connected(new InetSocketAddress(host, port));
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return connected(new InetSocketAddress(host, port));
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) throws IOException {
        return connected(new InetSocketAddress(host, port));
    }

    private Socket connected(InetSocketAddress server) throws IOException {
        Socket socket = createSocket();
        socket.connect(server);
        return socket;
    }
}
