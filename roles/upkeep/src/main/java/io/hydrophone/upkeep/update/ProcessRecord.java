package io.hydrophone.upkeep.update;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/** A process by its number and when it began: a number alone is given to another process one day. */
final class ProcessRecord {
    private final Path file;

    ProcessRecord(Path file) {
        this.file = file;
    }

    void write(ProcessHandle process) throws IOException {
        Durable.replace(file, (process.pid() + " " + begin(process) + "\n").getBytes(StandardCharsets.US_ASCII));
    }

    /** The process if it still runs, or null. */
    ProcessHandle process() {
        try {
            String[] words = Files.readString(file).strip().split(" ", 2);
            ProcessHandle process = ProcessHandle.of(Long.parseLong(words[0])).orElse(null);
            return process != null && words.length == 2 && words[1].equals(begin(process)) ? process : null;
        } catch (IOException | NumberFormatException e) {
            return null; // None was started, or the file is not ours.
        }
    }

    void clear() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // It names a process that has ended, which is noticed.
        }
    }

    private static String begin(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toString).orElse("unknown");
    }
}
