package io.hydrophone.app;

import io.hydrophone.wire.synthetic.PcapWriter;
import io.hydrophone.wire.synthetic.SyntheticTraffic;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;

/**
 * Does what users do most on made-up traffic, while the Java machine notes which classes it loads and which code is
 * hot; {@code ./hydrophone} makes its cache of that.
 */
@Command(name = "train", hidden = true, description = "Exercises the program for its ahead-of-time cache.")
final class TrainCommand extends ConsoleCommand {
    /** Some 20 MB of packets: enough for the hot code to be compiled as it will be. */
    private static final int SESSIONS = 2_000;

    @Override
    public Integer call() throws IOException {
        try (ScratchDirectory scratch = ScratchDirectory.make("hydrophone-train")) {
            Path capture = scratch.path().resolve("capture.pcap");
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(capture), 1 << 16)) {
                SyntheticTraffic.play(new PcapWriter(out), 3306, SESSIONS);
            }
            run("digest", capture.toString());
            run("digest", "--format", "json", capture.toString());
            run("decode", "--mask", capture.toString());
            run("fingerprint");
            Path key =
                    Files.createTempFile(scratch.path(), "recording", ".key"); // for its owner alone, as it has to be
            Files.writeString(key, "00".repeat(32));
            run(
                    "record",
                    "--key-file",
                    key.toString(),
                    "--to",
                    "file:" + scratch.path().resolve("recording"),
                    capture.toString());
        }
        return 0;
    }

    private static void run(String... args) {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        ByteArrayInputStream in = new ByteArrayInputStream("SELECT 1\n".getBytes(StandardCharsets.UTF_8));
        Main.run(args, in, nowhere, nowhere);
    }
}
