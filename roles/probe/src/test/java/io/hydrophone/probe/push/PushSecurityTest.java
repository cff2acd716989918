package io.hydrophone.probe.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrophone.core.ClientTls;
import io.hydrophone.core.Problem;
import io.hydrophone.core.ProblemException;
import io.hydrophone.probe.Until;
import io.hydrophone.queue.QueueOptions;
import io.hydrophone.servers.SelfSigned;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PushSecurityTest {
    private static final String TOKEN = "0123456789abcdef-not-for-logs";

    @TempDir
    private Path directory;

    private final List<Problem> told = Collections.synchronizedList(new ArrayList<>());

    @Test
    void reportsGoOverTlsWithAToken() throws Exception {
        SelfSigned own = SelfSigned.make(directory);
        Path file = Files.writeString(directory.resolve("token"), TOKEN + "\n");
        PushSecurity security = new PushSecurity(own.chain(), BearerToken.fromFile(file), false, false);
        try (TestReceiver receiver = receiver(own);
                Pusher pusher = push(receiver, security)) {
            Until.holds(pusher::counters, counters -> counters.acknowledged() == 1);
            assertThat(receiver.authorizations()).containsExactly("Bearer " + TOKEN);
        }
        assertThat(told).isEmpty();
    }

    @Test
    void aWrongTokenIsTold() throws Exception {
        SelfSigned own = SelfSigned.make(directory);
        PushSecurity security =
                new PushSecurity(own.chain(), BearerToken.of("another-one-that-is-wrong", ""), false, false);
        try (TestReceiver receiver = receiver(own);
                Pusher pusher = push(receiver, security)) {
            Until.holds(() -> told.size(), size -> size > 0);
            assertThat(told.getFirst().code()).isEqualTo("push-not-accepted");
            assertThat(told.getFirst().message()).contains("401");
            assertThat(told.toString()).doesNotContain("wrong");
            assertThat(pusher.counters().queue().records()).isEqualTo(1);
        }
    }

    @Test
    void aCertificateThatNobodyKnowsIsNotTrusted() throws Exception {
        SelfSigned own = SelfSigned.make(directory);
        try (TestReceiver receiver = receiver(own);
                Pusher pusher = push(receiver, PushSecurity.DEFAULT)) {
            Until.holds(() -> told.size(), size -> size > 0);
            assertThat(told.getFirst().code()).isEqualTo("push-not-trusted");
            assertThat(receiver.authorizations()).isEmpty();
            assertThat(pusher.counters().sent()).isZero();
        }
    }

    @Test
    void aFileOfAuthoritiesHoldsCertificates() throws Exception {
        Path empty = Files.writeString(directory.resolve("ca.pem"), "nothing");
        for (Path file : List.of(empty, directory.resolve("none.pem"))) {
            assertThatThrownBy(() -> ClientTls.trusting(file))
                    .isInstanceOfSatisfying(
                            ProblemException.class,
                            e -> assertThat(e.problem().code()).isEqualTo("bad-tls-files"));
        }
    }

    @Test
    void aTokenIsShownNowhere() {
        PushSecurity security = new PushSecurity(null, BearerToken.of(TOKEN, ""), false, false);
        assertThat(security.toString()).doesNotContain(TOKEN);
        assertThatThrownBy(() -> BearerToken.of("two words", "token"))
                .isInstanceOf(ProblemException.class)
                .hasMessageNotContaining("words");
    }

    private static TestReceiver receiver(SelfSigned own) throws Exception {
        return TestReceiver.startTls(TestReceiver.ACKNOWLEDGES, own.store(), SelfSigned.PASSWORD, TOKEN);
    }

    private Pusher push(TestReceiver receiver, PushSecurity security) {
        PushOptions options = new PushOptions(
                "db-7",
                List.of(receiver.uri()),
                Receiver.NATIVE,
                false,
                Patience.TIMES,
                security,
                directory.resolve("queue"),
                QueueOptions.of(1 << 20),
                1 << 20);
        Pusher pusher = Pusher.start(options, told::add);
        pusher.push(Reports.of(1, 1, 100));
        return pusher;
    }
}
