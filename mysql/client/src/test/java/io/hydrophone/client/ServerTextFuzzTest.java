package io.hydrophone.client;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.hydrophone.core.ProblemException;

/** Whatever a server writes, and whatever a user: a value or a clear refusal. */
class ServerTextFuzzTest {
    private final DigestTexts texts = new DigestTexts();

    @FuzzTest
    void anyTextOfAServer(FuzzedDataProvider data) {
        String text = data.consumeRemainingAsString();
        Peer peer = Peer.parse(text);
        if (peer != null && (peer.port() < 1 || peer.port() > 0xffff)) {
            throw new AssertionError(peer);
        }
        try {
            texts.foreign(ServerVersion.parse(text, text));
        } catch (IllegalArgumentException e) {
            // No version begins the text: said so.
        }
        texts.of(text);
    }

    @FuzzTest
    void anyUrl(FuzzedDataProvider data) {
        String text = "mysql://" + data.consumeRemainingAsString();
        try {
            MySqlUrl url = MySqlUrl.parse(text);
            MySqlUrl again = MySqlUrl.parse("mysql://ear@" + url.address());
            if (!again.host().equals(url.host()) || again.port() != url.port()) {
                throw new AssertionError(url);
            }
        } catch (ProblemException e) {
            // Refused in words.
        }
    }
}
