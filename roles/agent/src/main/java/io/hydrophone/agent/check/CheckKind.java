package io.hydrophone.agent.check;

import io.hydrophone.config.Section;
import java.time.Duration;

/** A sort of check: what a file {@code conf.d/NAME.yaml} configures with {@code init_config} and {@code instances}. */
public interface CheckKind {
    /** Of the file, in metrics of the agent's own and in {@code agent check NAME}: lower case, such as {@code mysql}. */
    String name();

    /** How often it runs where the instance does not say. */
    default Duration pace() {
        return Duration.ofSeconds(15);
    }

    /** Whether it also runs, with no keys, where there is no file for it. */
    default boolean isUsual() {
        return false;
    }

    /**
     * Makes the check of one instance. What is wrong in the file is told to the section; what is returned then is not used.
     * The keys {@code tags}, {@code min_collection_interval}, {@code deadline}, {@code max_series} and {@code name} of
     * each instance are read by the runner.
     *
     * @param init what all instances of the file share
     */
    Check read(Section init, Section instance);
}
