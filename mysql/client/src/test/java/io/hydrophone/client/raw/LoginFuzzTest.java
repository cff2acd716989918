package io.hydrophone.client.raw;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.hydrophone.client.MySqlUrl;
import io.hydrophone.core.ProblemException;
import java.io.IOException;

/** Whatever answers in a server's place: a login or a refusal in words, and never the password as it is. */
class LoginFuzzTest {
    private static final String SECRET = "sixty-two fathoms";
    private static final RawTarget TARGET = RawTarget.of(
                    MySqlUrl.parse("mysql://ear:sixty-two%20fathoms@127.0.0.1:3306/"))
            .getServerPublicKey(true);

    /** Past the greeting, where most of what can go wrong is. */
    private static final byte[] GREETING = LoginTest.greeting("caching_sha2_password", -1);

    @FuzzTest(maxDuration = "10m")
    void anyServer(FuzzedDataProvider data) {
        boolean greets = data.consumeBoolean();
        Script script = new Script(2);
        while (data.remainingBytes() > 0) {
            script.packet(data.consumeBytes(data.consumeInt(0, 500)));
            script.from(script.next() + 1);
        }
        byte[] rest = script.bytes();
        Played server = new Played(greets ? LoginTest.joined(GREETING, rest) : rest, 1000);
        try {
            new Login(TARGET, RawLogin.of(TARGET.url()), new Packets(server), () -> server).run();
        } catch (IOException | ProblemException e) {
            // Refused in words.
        }
        if (new String(server.heard(), java.nio.charset.StandardCharsets.ISO_8859_1).contains(SECRET)) {
            throw new AssertionError("the password went out as it is");
        }
    }
}
