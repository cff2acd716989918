package io.hydrophone.alert.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.alert.trial.TrialFile;
import io.hydrophone.alert.trial.TrialResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class DefaultRulesTest {
    private static final Path TRIALS = Path.of("src/test/resources/io/hydrophone/alert/default-rules-test.yaml");

    @Test
    void eachHasItsReasonAndSaysWhatIsWrong() {
        assertThat(DefaultRules.read().rules()).hasSizeGreaterThan(20).allSatisfy(rule -> {
            assertThat(rule.reason()).as(rule.name()).isNotBlank();
            assertThat(rule.annotations()).as(rule.name()).containsKey("summary");
            assertThat(rule.labels()).as(rule.name()).containsKeys("severity", "scope");
            assertThat(rule.timing().keepFiring()).as(rule.name()).isPositive();
        });
    }

    @Test
    void theyFireWhenTheyShouldAndOnlyThen() throws IOException {
        TrialResult result = TrialFile.of(Files.readString(TRIALS), TRIALS, DefaultRules.read())
                .run();
        assertThat(result.failures()).isEmpty();
    }

    /** A rule that no trial makes fire might as well never fire. */
    @Test
    void eachIsTried() throws IOException {
        String trials = Files.readString(TRIALS);
        assertThat(DefaultRules.read().rules())
                .allSatisfy(rule -> assertThat(trials)
                        .containsPattern("alertname: " + rule.name() + ", exp_alerts: \\[\\{exp_labels"));
    }
}
