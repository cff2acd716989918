package io.hydrophone.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private final Backoff backoff = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(5));

    @Test
    void doublesUpToItsBound() {
        assertThat(new long[] {backoff.failed(), backoff.failed(), backoff.failed(), backoff.failed(), backoff.failed()
                })
                .containsExactly(1_000_000_000L, 2_000_000_000L, 4_000_000_000L, 5_000_000_000L, 5_000_000_000L);
        backoff.succeeded();
        assertThat(backoff.failed()).isEqualTo(1_000_000_000L);
    }

    @Test
    void aRefusalWaitsLongestAtOnce() {
        assertThat(backoff.refused()).isEqualTo(5_000_000_000L);
        assertThat(backoff.failed()).isEqualTo(5_000_000_000L);
    }
}
