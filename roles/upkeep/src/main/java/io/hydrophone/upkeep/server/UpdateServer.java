package io.hydrophone.upkeep.server;

import io.hydrophone.core.Problem;
import io.hydrophone.core.ProblemException;
import io.hydrophone.http.Answer;
import io.hydrophone.http.HttpServer;
import io.hydrophone.http.Routes;
import io.hydrophone.http.ServerOptions;
import io.hydrophone.upkeep.release.TrustedKeys;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.function.Consumer;

/** Serves the releases of a directory to agents, and hears from them. */
public final class UpdateServer implements AutoCloseable {
    public static final int DEFAULT_PORT = 8674;

    private final HttpServer server;

    private UpdateServer(HttpServer server) {
        this.server = server;
    }

    /**
     * Begins to serve.
     *
     * @param directory with {@code releases/} and, where not everybody gets the newest, {@code rollout.yaml}
     * @param keys releases that none of them signed are not offered; null to offer what anyone signed, for agents to judge
     * @param version of this program, for the description of its routes
     * @param problems of releases and of the rollout, from any thread
     * @throws ProblemException {@code no-directory}, or as {@link HttpServer#start}
     */
    public static UpdateServer start(
            Path directory, TrustedKeys keys, ServerOptions options, String version, Consumer<Problem> problems) {
        if (!Files.isDirectory(directory)) {
            throw new ProblemException(
                    "no-directory",
                    "there is no such directory",
                    directory.toString(),
                    "make it, with releases/VERSION/ in it: hydrophone release pack");
        }
        ReleaseStore releases = new ReleaseStore(directory, keys, problems);
        Agents agents = new Agents();
        Offer offer = new Offer(releases, new RolloutFile(directory, problems), agents);
        Routes routes = new Routes();
        new SeedPages(offer).add(routes);
        new UpdatePages(releases, offer).add(routes);
        new StatusPages(releases, agents, Clock.systemUTC()).add(routes);
        byte[] description = routes.openApi("Hydrophone update server", version);
        routes.get("/api/v1/openapi.json", request -> Answer.json(description));
        releases.all();
        return new UpdateServer(HttpServer.start(options, routes));
    }

    public URI uri() {
        return server.uri();
    }

    @Override
    public void close() {
        server.close();
    }
}
