package io.hydrophone.servers;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterUserScramCredentialsResult;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;

/**
 * Two listeners of a broker that speak TLS, at {@code localhost}: one to which a user logs in, one that asks for a client's certificate.
 *
 * @param own the broker's certificate
 * @param client whose certificate is trusted
 * @param loginPort of the one with logins
 * @param certificatePort of the other
 */
public record KafkaSecurity(SelfSigned own, SelfSigned client, int loginPort, int certificatePort) {
    /** With {@link #PASSWORD} over PLAIN; over SCRAM when {@link #allowScram} was called. */
    public static final String USER = "hydrophone";

    public static final String PASSWORD = "p\"a\\ss word";

    static final String PROTOCOLS = "LOGIN:SASL_SSL,CERTIFICATE:SSL";

    /** On free ports. */
    public static KafkaSecurity of(SelfSigned own, SelfSigned client) throws IOException {
        return new KafkaSecurity(own, client, FreePort.find(), FreePort.find());
    }

    String listeners() {
        return "LOGIN://localhost:" + loginPort + ",CERTIFICATE://localhost:" + certificatePort;
    }

    Map<String, String> properties() {
        String module = "org.apache.kafka.common.security.";
        String quoted = '"' + PASSWORD.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
        return Map.of(
                "inter.broker.listener.name",
                "PLAINTEXT",
                "sasl.enabled.mechanisms",
                "SCRAM-SHA-512,PLAIN",
                "listener.name.login.scram-sha-512.sasl.jaas.config",
                module + "scram.ScramLoginModule required;",
                "listener.name.login.plain.sasl.jaas.config",
                module + "plain.PlainLoginModule required user_" + USER + "=" + quoted + ";",
                "ssl.keystore.type",
                "PKCS12",
                "ssl.keystore.location",
                own.store().toString(),
                "ssl.keystore.password",
                SelfSigned.PASSWORD,
                "listener.name.certificate.ssl.client.auth",
                "required",
                "listener.name.certificate.ssl.truststore.type",
                "PEM",
                "listener.name.certificate.ssl.truststore.location",
                client.chain().toString());
    }

    /** Lets the user log in over SCRAM-SHA-512 too. */
    public static void allowScram(KafkaBroker broker) throws InterruptedException, ExecutionException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrap()))) {
            AlterUserScramCredentialsResult altered =
                    admin.alterUserScramCredentials(List.of(new UserScramCredentialUpsertion(
                            USER, new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4_096), PASSWORD)));
            altered.all().get();
        }
    }
}
