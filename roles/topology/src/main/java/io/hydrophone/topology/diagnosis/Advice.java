package io.hydrophone.topology.diagnosis;

import io.hydrophone.topology.Address;
import java.util.List;

/**
 * What may be done, as text: nothing of it is ever run from here.
 *
 * @param on the server that it is meant for
 * @param language whether lines are SQL or a shell's
 * @param why what it does, and what to look at before
 * @param lines SQL without the semicolon at its end, or commands; may be empty
 */
public record Advice(Address on, Language language, String why, List<String> lines) {
    /** Who understands the lines. */
    public enum Language {
        SQL,
        SHELL
    }

    static Advice sql(Address on, String why, List<String> lines) {
        return new Advice(on, Language.SQL, why, List.copyOf(lines));
    }

    static Advice shell(Address on, String why, String... lines) {
        return new Advice(on, Language.SHELL, why, List.of(lines));
    }
}
