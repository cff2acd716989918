package io.hydrophone.agent.jmx;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.rmi.server.RMIClientSocketFactory;
import java.time.Duration;
import javax.net.ssl.SSLSocketFactory;

/** Sockets to a JVM's registry, which answers in time or not at all. */
record JmxSockets(Duration timeout, boolean isTls) implements RMIClientSocketFactory {
    @Override
    public Socket createSocket(String host, int port) throws IOException {
        int millis = (int) timeout.toMillis();
        Socket socket = new Socket();
        try {
            socket.connect(new InetSocketAddress(host, port), millis);
            socket.setSoTimeout(millis);
            return isTls
                    ? ((SSLSocketFactory) SSLSocketFactory.getDefault()).createSocket(socket, host, port, true)
                    : socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }
}
