package io.hydrophone.upkeep.deploy;

import io.hydrophone.core.Foreign;
import io.hydrophone.core.Problem;
import io.hydrophone.core.ProblemException;
import io.hydrophone.core.Reason;
import io.hydrophone.upkeep.Script;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.client.channel.ClientChannelEvent;
import org.apache.sshd.client.session.ClientSession;

/** A login on a machine, on which commands run as root: directly, or through sudo. Of one thread. */
final class SshLink implements AutoCloseable {
    private static final Duration OPEN = Duration.ofSeconds(30);
    private static final int MAX_TOLD = 300;

    private final ClientSession session;
    private final DeployHost host;
    /** Before a command, to run it as root; null while that is not known. */
    private String asRoot;

    SshLink(ClientSession session, DeployHost host) {
        this.session = session;
        this.host = host;
    }

    /**
     * Runs a script of the shell as root. It goes there on standard input: a command line is seen by all users of a machine.
     *
     * @return its last line
     * @throws ProblemException as {@link #run}
     */
    String script(String script, Duration limit) {
        return run("sh -s", new ByteArrayInputStream(script.getBytes(StandardCharsets.UTF_8)), limit);
    }

    /**
     * Runs a command as root.
     *
     * @param in what it reads
     * @return the last line that it printed
     * @throws ProblemException {@code disk-full}, {@code command-failed} with the last line of its errors, {@code
     *     host-unreachable} when the connection broke or the limit was over
     */
    String run(String command, InputStream in, Duration limit) {
        if (asRoot == null) {
            asRoot = wayToRoot();
        }
        boolean asks = asRoot.contains("-S");
        InputStream all = asks
                ? new SequenceInputStream(
                        new ByteArrayInputStream((host.password().reveal() + "\n").getBytes(StandardCharsets.UTF_8)),
                        in)
                : in;
        return exec(asRoot + command, all, limit);
    }

    private String wayToRoot() {
        if (exec("id -u", InputStream.nullInputStream(), OPEN).equals("0")) {
            return "";
        }
        try {
            exec("sudo -n true", InputStream.nullInputStream(), OPEN);
            return "sudo -n ";
        } catch (ProblemException e) {
            if (host.password() == null) {
                throw new ProblemException(
                        "no-sudo",
                        host.user() + " may not become root without a password",
                        host.login(),
                        "give the password in the hosts file, log in as root, or let sudo not ask");
            }
            return "sudo -k -S -p '' ";
        }
    }

    private String exec(String command, InputStream in, Duration limit) {
        LastLine out = new LastLine();
        LastLine errors = new LastLine();
        try (ChannelExec channel = session.createExecChannel(command)) {
            channel.setIn(in);
            channel.setOut(out);
            channel.setErr(errors);
            channel.open().verify(OPEN);
            Set<ClientChannelEvent> events = channel.waitFor(EnumSet.of(ClientChannelEvent.CLOSED), limit);
            if (events.contains(ClientChannelEvent.TIMEOUT)) {
                throw problem("host-unreachable", "a command did not end within " + limit.toSeconds() + " s", null);
            }
            Integer status = channel.getExitStatus();
            if (status == null) {
                throw problem("host-unreachable", "the connection broke", null);
            }
            if (status != 0) {
                String told = errors.text().isEmpty() ? "it ended with status " + status : errors.text();
                throw problem(
                        told.contains("No space left") || told.contains("quota exceeded")
                                ? "disk-full"
                                : "command-failed",
                        Foreign.text(told, MAX_TOLD),
                        null);
            }
            return out.text();
        } catch (IOException e) {
            throw problem("host-unreachable", "the connection broke (" + Reason.innermost(e) + ")", e);
        }
    }

    /** What somebody of the machine says on the way is nothing that a shell does. */
    static String variable(String name, String value) {
        return name + "=" + Script.quoted(value) + "\n";
    }

    private ProblemException problem(String code, String message, Exception cause) {
        return new ProblemException(new Problem(code, message, host.login(), ""), cause);
    }

    @Override
    public void close() {
        session.close(true);
    }
}
