package io.hydrophone.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Test;

class ReasonTest {
    @Test
    void ofAFileItIsWhatTheSystemSaidWithoutThePath() {
        assertThat(Reason.ofFile(new FileSystemException("/deep/down", null, "No space left on device")))
                .isEqualTo("No space left on device");
        assertThat(Reason.ofFile(new AccessDeniedException("/deep/down"))).isEqualTo("permission denied");
        assertThat(Reason.ofFile(new NoSuchFileException("/deep/down"))).isEqualTo("no such file");
        assertThat(Reason.ofFile(new IOException("No space left on device"))).isEqualTo("No space left on device");
        assertThat(Reason.ofFile(new IOException((String) null))).isEqualTo("IOException");
    }

    @Test
    void theInnermostCauseIsNamedAndFitForATerminal() {
        IOException inner = new IOException("reset\n\u001b[31mby peer");
        assertThat(Reason.innermost(new IllegalStateException("outside", new UncheckedIOException(inner))))
                .isEqualTo("IOException: reset  [31mby peer");
        assertThat(Reason.innermost(new IllegalStateException())).isEqualTo("IllegalStateException");
    }
}
