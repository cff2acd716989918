package io.hydrophone.agent.plugin;

import io.hydrophone.agent.check.Readings;
import io.hydrophone.agent.program.ProgramResult;
import java.util.Locale;

/** What a plugin prints. */
enum OutputFormat {
    /** {@code VALUE [TAG…]} a line. */
    LINES {
        @Override
        void tell(String metric, ProgramResult result, Readings out) {
            PrintedValues.ofLines(metric, result.output(), out).check(metric, result);
        }
    },
    /** open-falcon's JSON. */
    FALCON {
        @Override
        void tell(String metric, ProgramResult result, Readings out) {
            FalconJson.tell(result.output(), out).check(metric, result);
        }
    },
    /** A status as exit code, and measurements behind a {@code |}. */
    NAGIOS {
        @Override
        void tell(String metric, ProgramResult result, Readings out) {
            NagiosOutput.of(result.exit(), result.output()).tell(metric, out);
        }
    };

    /**
     * Says what a plugin printed that ended by itself.
     *
     * @param metric the name of what has none
     * @throws io.hydrophone.core.ProblemException when some of it is nothing that can be said; the rest was said
     */
    abstract void tell(String metric, ProgramResult result, Readings out);

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
