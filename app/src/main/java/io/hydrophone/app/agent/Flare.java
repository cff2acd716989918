package io.hydrophone.app.agent;

import io.hydrophone.core.Problem;
import io.hydrophone.core.ProblemException;
import io.hydrophone.core.Reason;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Packs what somebody needs who is to help: the log, the configuration, the agent's state and the machine's. Everything goes
 * through {@link Scrubber}; of a log only the end is taken.
 */
final class Flare {
    private static final long MAX_FILE_BYTES = 8 << 20;

    private final ZipOutputStream zip;

    private Flare(ZipOutputStream zip) {
        this.zip = zip;
    }

    /**
     * Writes it.
     *
     * @param checks directory of the checks' files
     * @param status the agent's state as text; of an agent that does not answer, why
     */
    static void pack(Path target, AgentPlaces places, Path checks, String status) {
        try (OutputStream out = Files.newOutputStream(target);
                ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8)) {
            Flare flare = new Flare(zip);
            flare.text("status.txt", status);
            flare.text("machine.txt", machine());
            flare.file("hydrophone.yaml", places.configuration());
            flare.file("agent.log", places.log());
            if (Files.isDirectory(checks)) {
                try (DirectoryStream<Path> files = Files.newDirectoryStream(checks)) {
                    for (Path file : files) {
                        flare.file("conf.d/" + file.getFileName(), file);
                    }
                }
            }
        } catch (IOException e) {
            throw new ProblemException(
                    new Problem("no-flare", "cannot be written: " + Reason.ofFile(e), target.toString(), ""), e);
        }
    }

    private void text(String name, String text) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(Scrubber.scrub(text).getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
    }

    private void file(String name, Path file) throws IOException {
        if (Files.isRegularFile(file)) {
            text(name, end(file));
        }
    }

    private static String end(Path file) throws IOException {
        try (var channel = Files.newByteChannel(file)) {
            long skipped = Math.max(0, channel.size() - MAX_FILE_BYTES);
            channel.position(skipped);
            byte[] bytes = new byte[(int) (channel.size() - skipped)];
            int read = channel.read(ByteBuffer.wrap(bytes));
            return (skipped > 0 ? "(" + skipped + " bytes left out)\n" : "")
                    + new String(bytes, 0, Math.max(0, read), StandardCharsets.UTF_8);
        }
    }

    private static String machine() {
        StringBuilder text = new StringBuilder();
        for (String name : new String[] {
            "os.name", "os.version", "os.arch", "java.vendor", "java.version", "java.vm.name", "user.name"
        }) {
            text.append(name).append(": ").append(System.getProperty(name)).append('\n');
        }
        Runtime runtime = Runtime.getRuntime();
        return text.append("processors: ")
                .append(runtime.availableProcessors())
                .append("\nheap at most: ")
                .append(runtime.maxMemory() >> 20)
                .append(" MiB\n")
                .toString();
    }
}
