package io.hydrophone.traffic.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hydrophone.client.raw.AnswerHandler;
import io.hydrophone.client.raw.RawConnection;
import io.hydrophone.client.raw.RawLogin;
import io.hydrophone.client.raw.RawTarget;
import io.hydrophone.core.Problem;
import io.hydrophone.core.ProblemException;
import io.hydrophone.protocol.Command;
import io.hydrophone.protocol.PayloadWriter;
import java.io.IOException;

/**
 * What has to be known of a target before anything is sent to it.
 *
 * @param version as it gives it
 * @param caseSensitive whether it tells names of databases apart by their case
 */
public record TargetCheck(String version, boolean caseSensitive) {
    /**
     * Logs in once.
     *
     * @throws ProblemException when nobody answers, or the login is refused
     */
    public static TargetCheck of(RawTarget target) {
        try (RawConnection connection = RawConnection.open(target, RawLogin.of(target.url()))) {
            byte[] payload = new PayloadWriter()
                    .u1(Command.COM_QUERY.code())
                    .bytes("SELECT 1 FROM DUAL WHERE @@lower_case_table_names = 0".getBytes(UTF_8))
                    .toByteArray();
            connection.send(payload, 0, payload.length);
            boolean sensitive =
                    connection.read(Command.COM_QUERY, AnswerHandler.REFUSING).rows() == 1;
            return new TargetCheck(connection.serverVersion(), sensitive);
        } catch (IOException e) {
            throw new ProblemException(
                    new Problem(
                            "replay-target",
                            "the target cannot be reached: " + e.getMessage(),
                            target.url().address(),
                            "look whether it runs, and at host and port"),
                    e);
        }
    }
}
