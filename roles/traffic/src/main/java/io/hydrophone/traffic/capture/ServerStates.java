package io.hydrophone.traffic.capture;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hydrophone.client.MySqlUrl;
import io.hydrophone.client.OpenSession;
import io.hydrophone.client.ServerConnection;
import io.hydrophone.client.ServerFailure;
import io.hydrophone.core.Problem;
import io.hydrophone.core.ProblemException;
import io.hydrophone.core.SeldomTold;
import io.hydrophone.traffic.recording.PreparedBefore;
import io.hydrophone.wire.tcp.Addresses;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Asks a server which sessions it has and in which state, before the listening begins and now and then after: for those whose
 * login was not heard.
 */
public final class ServerStates implements SessionStates, AutoCloseable {
    private static final Duration PAUSE = Duration.ofSeconds(10);

    private record Client(String address, int port) {}

    private final MySqlUrl url;
    private final Consumer<Problem> told;
    private final Set<Integer> ownPorts = ConcurrentHashMap.newKeySet();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread =
            Thread.ofPlatform().daemon().name("session-states").unstarted(this::run);
    private ServerConnection server;
    private volatile String portSuffix = "";
    private volatile Map<Client, State> states = Map.of();

    private ServerStates(MySqlUrl url, Consumer<Problem> told) {
        this.url = url;
        this.told = new SeldomTold(told);
    }

    /**
     * Asks once, and goes on asking.
     *
     * @param told when the server cannot be asked later
     * @throws ProblemException when it cannot be asked at all
     */
    public static ServerStates open(MySqlUrl url, Consumer<Problem> told) {
        ServerStates asked = new ServerStates(url, told);
        try {
            asked.ask();
        } catch (ServerFailure e) {
            throw new ProblemException(e.problem(), e);
        }
        asked.thread.start();
        return asked;
    }

    @Override
    public State find(String client, int clientPort, String instance) {
        return instance.endsWith(portSuffix) ? states.get(new Client(client, clientPort)) : null;
    }

    /** Whether a connection is this program's own, which nobody wants to have recorded. */
    public boolean isOwn(String client, int clientPort) {
        return ownPorts.contains(clientPort) && isLocal(client);
    }

    private static boolean isLocal(String address) {
        try {
            return NetworkInterface.getByInetAddress(InetAddress.ofLiteral(address)) != null;
        } catch (SocketException | IllegalArgumentException e) {
            return false;
        }
    }

    private void run() {
        try {
            while (!closing.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
                try {
                    ask();
                } catch (ServerFailure e) {
                    told.accept(e.problem());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void ask() throws ServerFailure {
        if (server == null || server.isClosed()) {
            server = ServerConnection.open(url, ownPorts::add);
            portSuffix = ":" + server.port();
        }
        Map<Client, State> found = new HashMap<>();
        for (OpenSession session : OpenSession.read(server)) {
            List<PreparedBefore> prepared = session.prepared().entrySet().stream()
                    .map(statement -> new PreparedBefore(
                            statement.getKey(), statement.getValue().getBytes(UTF_8)))
                    .toList();
            found.put(
                    new Client(
                            Addresses.text(session.peer().address()),
                            session.peer().port()),
                    new State(session.user(), session.database(), session.collation(), session.sqlMode(), prepared));
        }
        states = found;
    }

    @Override
    public void close() {
        closing.countDown();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (server != null) {
            server.close();
        }
    }
}
