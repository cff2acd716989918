package io.hydrophone.raw;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.client.MySqlUrl;
import io.hydrophone.client.Password;
import io.hydrophone.client.TlsMode;
import io.hydrophone.client.raw.Answer;
import io.hydrophone.client.raw.AnswerHandler;
import io.hydrophone.client.raw.RawConnection;
import io.hydrophone.client.raw.RawLogin;
import io.hydrophone.client.raw.RawTarget;
import io.hydrophone.protocol.Command;
import io.hydrophone.protocol.PayloadWriter;
import io.hydrophone.servers.Server;
import java.io.IOException;

/** A raw connection that a test gives commands. */
record Raw(RawConnection connection) implements AutoCloseable {
    /** A shared server, as its all-powerful account, in its schema. */
    static RawTarget target(Server server) {
        return RawTarget.of(MySqlUrl.of(
                        Server.USER, Password.of(Server.PASSWORD), Server.HOST, server.port(), TlsMode.DISABLED, null))
                .getServerPublicKey(true);
    }

    static Raw open(Server server, long capabilities) throws IOException {
        return open(target(server), capabilities);
    }

    static Raw open(RawTarget target, long capabilities) throws IOException {
        RawLogin login = RawLogin.of(target.url()).in(Server.SCHEMA).wanting(capabilities);
        return new Raw(RawConnection.open(target, login));
    }

    Answer query(String sql) throws IOException {
        return query(sql, AnswerHandler.REFUSING);
    }

    Answer query(String sql, AnswerHandler handler) throws IOException {
        return say(Command.COM_QUERY, sql.getBytes(UTF_8), handler);
    }

    /** A statement that has to succeed. */
    void done(String sql) throws IOException {
        Answer answer = query(sql);
        assertThat(answer.message()).as(sql).isEmpty();
    }

    Answer say(Command command, byte... rest) throws IOException {
        return say(command, rest, AnswerHandler.REFUSING);
    }

    private Answer say(Command command, byte[] rest, AnswerHandler handler) throws IOException {
        byte[] payload = new PayloadWriter().u1(command.code()).bytes(rest).toByteArray();
        connection.send(payload, 0, payload.length);
        return connection.read(command, handler);
    }

    @Override
    public void close() {
        connection.close();
    }
}
