package io.hydrophone.agent.jmx;

import io.hydrophone.core.Problem;
import io.hydrophone.core.ProblemException;
import io.hydrophone.core.Reason;
import java.io.IOException;
import java.rmi.NotBoundException;
import java.rmi.registry.LocateRegistry;
import java.rmi.registry.Registry;
import java.util.HashMap;
import java.util.Map;
import javax.management.MBeanServerConnection;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import javax.management.remote.rmi.RMIConnector;
import javax.management.remote.rmi.RMIServer;

/** A JVM that is being asked. */
final class JmxSession implements AutoCloseable {
    private final JMXConnector connector;
    private final MBeanServerConnection server;

    private JmxSession(JMXConnector connector, MBeanServerConnection server) {
        this.connector = connector;
        this.server = server;
    }

    /**
     * Connects and logs in.
     *
     * @throws ProblemException when that is not possible
     */
    static JmxSession open(JmxTarget target) {
        try {
            JMXConnector connector = connect(target);
            try {
                return new JmxSession(connector, connector.getMBeanServerConnection());
            } catch (IOException e) {
                connector.close();
                throw e;
            }
        } catch (IOException | NotBoundException | SecurityException e) {
            throw new ProblemException(
                    new Problem(
                            "no-jmx",
                            "the JVM cannot be reached: " + Reason.innermost(e),
                            target.text(),
                            e instanceof SecurityException
                                    ? "check user and password"
                                    : "does it run with com.sun.management.jmxremote.port, and with or without TLS as is said here?"),
                    e);
        }
    }

    @SuppressWarnings("BanJNDI") // the operator says whom to trust with what it sends
    private static JMXConnector connect(JmxTarget target) throws IOException, NotBoundException {
        Map<String, Object> environment = environment(target);
        if (target.isOfThisMachine()) {
            return JMXConnectorFactory.connect(new JMXServiceURL(LocalJvm.address(target)), environment);
        }
        if (!target.url().isEmpty()) {
            return JMXConnectorFactory.connect(new JMXServiceURL(target.url()), environment);
        }
        JmxSockets sockets = new JmxSockets(target.timeout(), target.registryTls());
        if (target.trust() != null) {
            PeerTrust.set(target.host(), target.trust());
        }
        Registry registry = LocateRegistry.getRegistry(target.host(), target.port(), sockets);
        RMIConnector connector = new RMIConnector((RMIServer) registry.lookup("jmxrmi"), environment);
        connector.connect();
        return connector;
    }

    private static Map<String, Object> environment(JmxTarget target) {
        Map<String, Object> environment = new HashMap<>();
        environment.put("jmx.remote.x.client.connection.check.period", 0L); // each run is check enough
        if (target.password() != null) {
            environment.put(
                    JMXConnector.CREDENTIALS,
                    new String[] {target.user(), target.password().reveal()});
        }
        return environment;
    }

    MBeanServerConnection server() {
        return server;
    }

    @Override
    public void close() {
        try {
            connector.close();
        } catch (IOException e) {
            // The JVM is gone already.
        }
    }
}
