package io.hydrophone.bench.process;

import io.hydrophone.core.ProblemException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A command of the machine that runs to its end, without a terminal or input.
 *
 * @param words the program and its arguments
 */
public record Tool(List<String> words) {
    private static final File NOTHING = new File("/dev/null");
    private static final int SHOWN_BYTES = 600;

    public Tool {
        words = List.copyOf(words);
    }

    public static Tool of(String... words) {
        return new Tool(List.of(words));
    }

    /** A shell pipeline. */
    public static Tool pipeline(String text) {
        return of("sh", "-c", text);
    }

    /**
     * Runs it with its output thrown away.
     *
     * @return nanoseconds from before its start to after its end
     * @throws ProblemException when it cannot be started or fails
     */
    public long time() throws IOException, InterruptedException {
        return run(ProcessBuilder.Redirect.to(NOTHING));
    }

    /** Runs it and gives what it wrote to its standard output. */
    public String output() throws IOException, InterruptedException {
        Path out = Files.createTempFile("bench", ".out");
        try {
            run(ProcessBuilder.Redirect.to(out.toFile()));
            return Files.readString(out);
        } finally {
            Files.delete(out);
        }
    }

    private long run(ProcessBuilder.Redirect output) throws IOException, InterruptedException {
        Path errors = Files.createTempFile("bench", ".err");
        try {
            long start = System.nanoTime();
            Process process = new ProcessBuilder(words)
                    .redirectInput(NOTHING)
                    .redirectOutput(output)
                    .redirectError(errors.toFile())
                    .start();
            int status = process.waitFor();
            long nanos = System.nanoTime() - start;
            if (status != 0) {
                throw failed("exit status " + status, errors);
            }
            return nanos;
        } finally {
            Files.delete(errors);
        }
    }

    private ProblemException failed(String how, Path errors) throws IOException {
        String said = Files.readString(errors).strip();
        String end = said.substring(Math.max(0, said.length() - SHOWN_BYTES));
        return new ProblemException("tool-failed", how + ": " + end, this.toString(), "run it by hand to see more");
    }

    /** As it would be typed. */
    @Override
    public String toString() {
        return String.join(" ", words);
    }
}
