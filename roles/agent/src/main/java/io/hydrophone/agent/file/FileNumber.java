package io.hydrophone.agent.file;

import io.hydrophone.agent.check.Check;
import io.hydrophone.agent.check.CheckKind;
import io.hydrophone.config.Section;
import io.hydrophone.core.Problem;
import io.hydrophone.core.ProblemException;
import io.hydrophone.core.Reason;
import io.hydrophone.core.Tags;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** How many files and directories are in a directory, and how large the files are together. */
public final class FileNumber implements CheckKind {
    private static final int USUAL_MOST = 1_000_000;

    @Override
    public String name() {
        return "file";
    }

    @Override
    public Duration pace() {
        return Duration.ofMinutes(1);
    }

    @Override
    public Check read(Section init, Section instance) {
        Path directory = instance.file("path", null);
        if (directory == null) {
            instance.miss("path", "give the directory");
        }
        boolean all = instance.flag("all", false);
        boolean hidden = instance.flag("hidden", false);
        int most = instance.integer("max_files", USUAL_MOST, 1, Integer.MAX_VALUE);
        return out -> {
            FileTotals totals = count(directory, all, hidden, most);
            Tags tags = Tags.pair("file", directory.toString());
            out.gauge("system.file.number", (double) totals.number(), tags);
            out.gauge("system.file.bytes", (double) totals.bytes(), tags);
        };
    }

    private static FileTotals count(Path directory, boolean all, boolean hidden, int most) throws InterruptedException {
        try {
            return FileTotals.of(directory, all, hidden, most);
        } catch (IOException e) {
            throw new ProblemException(
                    new Problem(
                            "files-not-counted",
                            "it cannot be read: " + Reason.ofFile(e),
                            directory.toString(),
                            "does it exist, and may the agent's user read it?"),
                    e);
        }
    }
}
