package io.hydrophone.probe.master;

import io.hydrophone.http.HttpServer;
import io.hydrophone.http.ServerOptions;
import io.hydrophone.probe.push.Patience;
import java.net.URI;

/** The HTTP server of a master that is alone, on a free loopback port. */
record TestServer(HttpServer server) implements AutoCloseable {
    static TestServer of(Master master) {
        return new TestServer(
                HttpServer.start(ServerOptions.local(0), MasterRoutes.of(master, Patience.CHANNEL, true)));
    }

    URI intake() {
        return URI.create("ws://127.0.0.1:" + server.uri().getPort() + "/intake");
    }

    @Override
    public void close() {
        server.close();
    }
}
