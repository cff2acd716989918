package io.hydrophone.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/**
 * A server's Unix socket in the form that the driver takes. A selector waits for the bytes, since a channel's reads have
 * no limit in time. One thread reads and writes; any may close.
 */
final class UnixSocket extends Socket {
    private final Path path;
    private final SocketChannel channel;
    private final Selector selector;
    private final SelectionKey key;
    /** Milliseconds that a read waits; 0 for as long as it takes. */
    private volatile int timeout;

    UnixSocket(Path path) throws IOException {
        this.path = path;
        channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            selector = Selector.open();
            channel.configureBlocking(false);
            key = channel.register(selector, 0);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /** Connects to the path, whatever address the driver has. */
    @Override
    public void connect(SocketAddress ignored, int limit) throws IOException {
        try {
            if (!channel.connect(UnixDomainSocketAddress.of(path))) {
                throw new SocketException("it has more connections waiting than it takes");
            }
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    @Override
    public void connect(SocketAddress ignored) throws IOException {
        connect(ignored, 0);
    }

    @Override
    public InputStream getInputStream() {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                ByteBuffer into = ByteBuffer.wrap(bytes, offset, length);
                int count = channel.read(into);
                while (count == 0 && length > 0) {
                    await(SelectionKey.OP_READ, timeout);
                    count = channel.read(into);
                }
                return count;
            }
        };
    }

    @Override
    public OutputStream getOutputStream() {
        return new OutputStream() {
            @Override
            public void write(int one) throws IOException {
                write(new byte[] {(byte) one}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                ByteBuffer from = ByteBuffer.wrap(bytes, offset, length);
                while (from.hasRemaining()) {
                    if (channel.write(from) == 0) {
                        await(SelectionKey.OP_WRITE, 0);
                    }
                }
            }
        };
    }

    private void await(int operation, int limit) throws IOException {
        try {
            key.interestOps(operation);
            if (selector.select(ready -> {}, limit) > 0) {
                return;
            }
        } catch (ClosedSelectorException | CancelledKeyException e) {
            throw new SocketException("the connection is closed", e);
        }
        if (Thread.currentThread().isInterrupted()) {
            close();
            throw new SocketException("interrupted"); // As a socket does on a virtual thread.
        }
        if (limit > 0) {
            throw new SocketTimeoutException("nothing came for " + limit + " ms");
        }
    }

    @Override
    public boolean isConnected() {
        return channel.isConnected();
    }

    @Override
    public boolean isClosed() {
        return !channel.isOpen();
    }

    @Override
    public void close() throws IOException {
        channel.close();
        selector.close();
    }

    @Override
    public void setSoTimeout(int milliseconds) {
        timeout = milliseconds;
    }

    @Override
    public int getSoTimeout() {
        return timeout;
    }

    /** None: it is no socket of a network. */
    @Override
    public InetAddress getInetAddress() {
        return null;
    }

    // What is TCP's has no meaning here.

    @Override
    public void setTcpNoDelay(boolean on) {}

    @Override
    public void setKeepAlive(boolean on) {}

    @Override
    public void setSoLinger(boolean on, int seconds) {}

    @Override
    public String toString() {
        return path.toString();
    }
}
