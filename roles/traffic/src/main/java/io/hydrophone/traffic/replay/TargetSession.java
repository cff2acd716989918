package io.hydrophone.traffic.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hydrophone.client.Backoff;
import io.hydrophone.client.raw.Answer;
import io.hydrophone.client.raw.AnswerHandler;
import io.hydrophone.client.raw.RawConnection;
import io.hydrophone.client.raw.RawLogin;
import io.hydrophone.core.Problem;
import io.hydrophone.core.ProblemException;
import io.hydrophone.protocol.Capability;
import io.hydrophone.protocol.Command;
import io.hydrophone.protocol.PayloadWriter;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** A session's connection to the target, made anew when it is lost: logged in as recorded, with what the session had set up. */
final class TargetSession implements AutoCloseable {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final int LAST_IN_LOGIN = 255;
    /** utf8mb4_general_ci, which all releases have: nearly all collations that a login has no room for are of utf8mb4. */
    private static final int UTF8MB4 = 45;

    /** What a session of which nothing is known probably had. */
    private static final long PROBABLY = RawLogin.USUAL | Capability.MULTI_STATEMENTS | Capability.LOCAL_FILES;

    private final ReplayContext context;
    private final SessionView view;
    private RawConnection connection;
    private int connections;

    TargetSession(ReplayContext context, SessionView view) {
        this.context = context;
        this.view = view;
    }

    /**
     * The connection; a new one where there is none.
     *
     * @throws IOException after all attempts, or when the replay is stopped
     * @throws ProblemException when another attempt would change nothing
     */
    RawConnection open() throws IOException {
        if (isOpen()) {
            return connection;
        }
        if (connections > 0) {
            context.tally().reconnects.increment();
        }
        Backoff backoff = new Backoff(FIRST_PAUSE, LONGEST_PAUSE);
        for (int attempt = 0; ; attempt++) {
            try {
                connection = begin();
                connections++;
                setUp();
                return connection;
            } catch (IOException e) {
                if (attempt >= context.options().retries() || context.pace().isStopped()) {
                    throw e;
                }
                pause(backoff.failed());
            }
        }
    }

    boolean isOpen() {
        return connection != null && connection.isOpen();
    }

    /** Which one it is, from 1; 0 before the first. */
    int number() {
        return connections;
    }

    private RawConnection begin() throws IOException {
        RawLogin login = login();
        try {
            return RawConnection.open(context.options().target(), login);
        } catch (ProblemException e) {
            if (login.database().isEmpty() || !e.problem().code().equals("login-refused")) {
                throw e;
            }
            RawConnection without = RawConnection.open(context.options().target(), login.in(""));
            context.told()
                    .accept(new Problem(
                            "replay-database",
                            "sessions begin in no database instead of " + login.database() + ": "
                                    + e.problem().message(),
                            e.problem().where(),
                            "create it there, or name another with --database-remap " + view.database() + "=NAME"));
            return without;
        }
    }

    /** As whom the session is to log in now. */
    RawLogin login() {
        Accounts accounts = context.options().accounts();
        long recorded = view.begun().capabilities();
        String database =
                context.remap() == null ? view.database() : context.remap().database(view.database());
        int collation = view.collation() > LAST_IN_LOGIN ? UTF8MB4 : view.collation();
        return new RawLogin(
                accounts.name(view.user()),
                accounts.password(view.user()),
                database,
                collation,
                recorded == 0 ? PROBABLY : recorded);
    }

    private void setUp() throws IOException {
        String mode = view.begun().sqlMode().replaceAll("[^A-Za-z0-9_,]", "");
        if (!mode.isEmpty() && query("SET sql_mode='" + mode + "'").isError()) {
            query("SET sql_mode=''");
            for (String one : mode.split(",", -1)) {
                query("SET sql_mode=CONCAT(@@sql_mode,'," + one + "')"); // those that the target has
            }
        }
        for (byte[] setting : view.settings()) {
            query(setting);
        }
        protect();
    }

    /** Lets the server refuse what writes, as far as it does: behind all that decides by the text alone. */
    void protect() throws IOException {
        if (!context.rules().isReadOnly()) {
            return;
        }
        Answer answer = query("SET SESSION TRANSACTION READ ONLY");
        if (answer.isError()) {
            String why = answer.message();
            connection.close();
            throw new ProblemException(
                    "replay-read-only",
                    "the session could not be made read-only: " + why,
                    context.options().target().url().address(),
                    "");
        }
    }

    Answer query(String sql) throws IOException {
        return query(sql.getBytes(UTF_8));
    }

    private Answer query(byte[] sql) throws IOException {
        return say(Command.COM_QUERY, sql);
    }

    /** Prepares a statement that the connection does not hold; whether the target did. */
    boolean prepare(Prepared statement, byte[] sql) throws IOException {
        Answer answer = say(Command.COM_STMT_PREPARE, sql);
        if (answer.isError()) {
            statement.fail();
            context.tally().error(answer.errorCode(), answer.message());
            return false;
        }
        statement.preparedAs(answer.statementId(), answer.parameterCount(), connections);
        return true;
    }

    private Answer say(Command command, byte[] rest) throws IOException {
        byte[] payload = new PayloadWriter().u1(command.code()).bytes(rest).toByteArray();
        connection.send(payload, 0, payload.length);
        return connection.read(command, AnswerHandler.REFUSING);
    }

    private void pause(long nanos) {
        long end = System.nanoTime() + nanos;
        long left = nanos;
        while (left > 0 && !context.pace().isStopped()) {
            LockSupport.parkNanos(this, left);
            left = end - System.nanoTime();
        }
    }

    /** Whether it was agreed on with the target. */
    boolean has(long capability) {
        return (connection.capabilities() & capability) != 0;
    }

    @Override
    public void close() {
        if (connection != null) {
            connection.close();
        }
    }
}
