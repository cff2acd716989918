package io.hydrophone.probe.top;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import org.jline.utils.NonBlocking;
import org.jline.utils.NonBlockingReader;
import org.junit.jupiter.api.Test;

class KeysTest {
    @Test
    void readsWhatTerminalsSend() throws IOException {
        assertThat(keys("q/é\r\n\u007f\b")).containsExactly((int) 'q', (int) '/', (int) 'é', -10, -10, -12, -12);
        assertThat(keys("\u001b[A\u001b[B\u001b[C\u001b[D")).containsExactly(Keys.UP, Keys.DOWN, Keys.RIGHT, Keys.LEFT);
        assertThat(keys("\u001bOA\u001bOH\u001b[F")).containsExactly(Keys.UP, Keys.HOME, Keys.END);
        assertThat(keys("\u001b[5~\u001b[6~\u001b[1~\u001b[4~"))
                .containsExactly(Keys.PAGE_UP, Keys.PAGE_DOWN, Keys.HOME, Keys.END);
        assertThat(keys("\u001b[1;5A\u001b[200~\u001b[Z")).containsExactly(Keys.UP, Keys.OTHER, Keys.OTHER);
        assertThat(keys("\ud83d\udc2c")).containsExactly(0x1f42c);
        assertThat(keys("\u001b")).containsExactly(Keys.ESCAPE);
    }

    private static List<Integer> keys(String sent) throws IOException {
        List<Integer> keys = new ArrayList<>();
        try (NonBlockingReader reader = NonBlocking.nonBlocking("test", new StringReader(sent))) {
            for (int key = Keys.read(reader, 1_000); key != Keys.GONE; key = Keys.read(reader, 1_000)) {
                keys.add(key);
            }
        }
        return keys;
    }
}
