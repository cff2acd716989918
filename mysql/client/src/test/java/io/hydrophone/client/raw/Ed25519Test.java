package io.hydrophone.client.raw;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** For passwords of 32 bytes, which alone the JDK can take, both sign alike. */
class Ed25519Test {
    @Test
    void itSignsAsTheJdkDoes() throws Exception {
        Random random = new Random(8032);
        Signature peer = Signature.getInstance("Ed25519");
        for (int i = 0; i < 20; i++) {
            byte[] password = new byte[32];
            byte[] message = new byte[random.nextInt(64)];
            random.nextBytes(password);
            random.nextBytes(message);
            PrivateKey key = KeyFactory.getInstance("Ed25519")
                    .generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, password));
            peer.initSign(key);
            peer.update(message);
            assertThat(Ed25519.sign(password, message)).isEqualTo(peer.sign());
        }
    }
}
