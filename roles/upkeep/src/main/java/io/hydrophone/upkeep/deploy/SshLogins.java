package io.hydrophone.upkeep.deploy;

import io.hydrophone.core.Foreign;
import io.hydrophone.core.Problem;
import io.hydrophone.core.ProblemException;
import io.hydrophone.core.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.AttributeRepository;
import org.apache.sshd.common.AttributeRepository.AttributeKey;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.keyprovider.FileKeyPairProvider;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionListener;
import org.apache.sshd.common.signature.Signature;

/** Logs in to machines. Nothing of the user's SSH configuration is read but known_hosts and, where none is named, keys. */
public final class SshLogins implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(15);
    private static final Duration LOGIN = Duration.ofSeconds(30);
    private static final List<String> USUAL_KEYS = List.of("id_ed25519", "id_ecdsa", "id_rsa");
    private static final AttributeKey<DeployHost> HOST = new AttributeKey<>();
    private static final AttributeKey<Boolean> MAY_USE_AGENT = new AttributeKey<>();
    private static final AttributeKey<Problem> REFUSED = new AttributeKey<>();

    private final KnownHosts knownHosts;
    private final SshClient client;

    /**
     * Begins.
     *
     * @param agentSocket of an SSH agent, as {@code SSH_AUTH_SOCK} has it; null for none
     */
    public SshLogins(Path knownHostsFile, boolean acceptNew, Path agentSocket) {
        knownHosts = new KnownHosts(knownHostsFile, acceptNew);
        client = SshClient.setUpDefaultClient();
        client.setHostConfigEntryResolver(HostConfigEntryResolver.EMPTY);
        client.setKeyIdentityProvider(KeyIdentityProvider.EMPTY_KEYS_PROVIDER);
        client.setServerKeyVerifier((session, address, key) -> {
            DeployHost host = host(session);
            Problem complaint = knownHosts.complaint(host.address(), host.port(), key);
            if (complaint != null) {
                session.setAttribute(REFUSED, complaint);
            }
            return complaint == null;
        });
        client.addSessionListener(new SessionListener() {
            @Override
            public void sessionCreated(Session session) {
                preferKnownTypes((ClientSession) session);
            }
        });
        if (agentSocket != null) {
            client.setAgentFactory(AgentSocket.factory(agentSocket, MAY_USE_AGENT));
        }
        client.start();
    }

    /**
     * Logs in.
     *
     * @throws ProblemException {@code host-unreachable}, {@code host-key-changed}, {@code host-unknown}, {@code login-refused},
     *     {@code bad-ssh-key}
     */
    SshLink login(DeployHost host) {
        ClientSession session = connect(host);
        try {
            session.setAttribute(MAY_USE_AGENT, host.password() == null && host.keyFile() == null);
            if (host.password() != null) {
                session.addPasswordIdentity(host.password().reveal());
            }
            keys(host).forEach(session::addPublicKeyIdentity);
            session.auth().verify(LOGIN);
            return new SshLink(session, host);
        } catch (IOException e) {
            Problem refused = session.getAttribute(REFUSED);
            boolean lost = !session.isOpen() && !session.isAuthenticated() && refused == null;
            session.close(true);
            if (refused != null) {
                throw new ProblemException(refused, e);
            }
            throw problem(
                    lost && !isRefusal(e) ? "host-unreachable" : "login-refused",
                    (lost && !isRefusal(e) ? "the connection was lost" : "the login of " + host.user() + " was refused")
                            + " (" + Foreign.text(Reason.innermost(e), 200) + ")",
                    host,
                    e);
        } catch (RuntimeException e) {
            session.close(true);
            throw e;
        }
    }

    private static boolean isRefusal(IOException e) {
        return String.valueOf(e.getMessage()).contains("authentication");
    }

    private ClientSession connect(DeployHost host) {
        AttributeRepository context = AttributeRepository.ofKeyValuePair(HOST, host);
        try {
            return client.connect(host.user(), host.address(), host.port(), context, null)
                    .verify(CONNECT)
                    .getSession();
        } catch (IOException e) {
            throw problem(
                    "host-unreachable",
                    "cannot be connected to (" + Foreign.text(Reason.innermost(e), 200) + ")",
                    host,
                    e);
        }
    }

    /** A server with several keys shows the one that is known. */
    private void preferKnownTypes(ClientSession session) {
        DeployHost host = host(session);
        Set<String> known = knownHosts.types(host.address(), host.port());
        List<NamedFactory<Signature>> signatures = new ArrayList<>(session.getSignatureFactories());
        signatures.sort(
                Comparator.comparing(signature -> !known.contains(KeyUtils.getCanonicalKeyType(signature.getName()))));
        session.setSignatureFactories(signatures);
    }

    private static List<KeyPair> keys(DeployHost host) {
        if (host.keyFile() != null) {
            try {
                return load(host, host.keyFile());
            } catch (IOException | GeneralSecurityException e) {
                throw problem(
                        "bad-ssh-key",
                        "the key " + host.keyFile() + " cannot be used (" + Foreign.text(Reason.innermost(e), 200)
                                + ")",
                        host,
                        e);
            }
        }
        List<KeyPair> usual = new ArrayList<>();
        for (String name : host.password() == null ? USUAL_KEYS : List.<String>of()) {
            Path file = Path.of(System.getProperty("user.home"), ".ssh", name);
            try {
                if (Files.isReadable(file)) {
                    usual.addAll(load(host, file));
                }
            } catch (IOException | GeneralSecurityException e) {
                // Locked with a passphrase that was not given: the agent may have it.
            }
        }
        return usual;
    }

    private static List<KeyPair> load(DeployHost host, Path file) throws IOException, GeneralSecurityException {
        FileKeyPairProvider provider = new FileKeyPairProvider(file);
        provider.setPasswordFinder(
                host.passphrase() == null
                        ? FilePasswordProvider.EMPTY
                        : FilePasswordProvider.of(host.passphrase().reveal()));
        List<KeyPair> keys = new ArrayList<>();
        for (KeyPair key : provider.loadKeys(null)) {
            keys.add(key);
        }
        return keys;
    }

    private static DeployHost host(ClientSession session) {
        return session.getConnectionContext().getAttribute(HOST);
    }

    private static ProblemException problem(String code, String message, DeployHost host, Exception cause) {
        return new ProblemException(new Problem(code, message, host.login(), ""), cause);
    }

    @Override
    public void close() {
        client.stop();
    }
}
