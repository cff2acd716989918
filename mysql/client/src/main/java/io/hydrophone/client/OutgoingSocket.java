package io.hydrophone.client;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.function.IntConsumer;
import javax.net.SocketFactory;

/**
 * Makes the driver's sockets, and tells whose port each will have before a byte is sent: so that who listens can leave
 * out what is Hydrophone's own. The driver makes this object by its name, on the thread that connects.
 */
public final class OutgoingSocket extends SocketFactory {
    /** Who is told, during one attempt to connect. */
    static final ScopedValue<IntConsumer> TOLD = ScopedValue.newInstance();

    @Override
    public Socket createSocket() throws IOException {
        Socket socket = new Socket();
        socket.bind(new InetSocketAddress(0));
        TOLD.orElse(port -> {}).accept(socket.getLocalPort());
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
