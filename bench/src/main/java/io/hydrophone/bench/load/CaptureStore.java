package io.hydrophone.bench.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/** Keeps captures from run to run, each beside a note of what is in it. */
public final class CaptureStore {
    private static final int ATTEMPTS = 3;

    private final Path dir;

    public CaptureStore(Path dir) {
        this.dir = dir;
    }

    /**
     * The capture of about this size; made now when there is none, or its checksum is not the one in its note. One in
     * which tcpdump lost packets is made again, twice at most.
     *
     * @param port of the server to start
     * @param size in bytes
     */
    public Capture get(int port, long size) throws IOException, InterruptedException {
        return get(port, size, Traffic.MIXED);
    }

    /** The same of other traffic. */
    public Capture get(int port, long size, Traffic traffic) throws IOException, InterruptedException {
        Files.createDirectories(dir);
        String name = traffic.label() + "-" + size;
        Path file = dir.resolve(name + ".pcap");
        Path note = dir.resolve(name + ".properties");
        if (Files.exists(note) && Files.exists(file)) {
            Capture kept = read(note, file);
            if (kept.sha256().equals(CaptureRecipe.checksum(file))) {
                return kept;
            }
        }
        try (SysbenchServer server = SysbenchServer.start(port, traffic.compressed())) {
            CaptureRecipe recipe = new CaptureRecipe(server, port, traffic);
            Capture made = recipe.make(file, size);
            for (int attempt = 1; made.drops() > 0 && attempt < ATTEMPTS; attempt++) {
                made = recipe.make(file, size);
            }
            write(note, made);
            return made;
        }
    }

    static Capture read(Path note, Path file) throws IOException {
        Properties values = new Properties();
        try (var in = Files.newBufferedReader(note)) {
            values.load(in);
        }
        return new Capture(
                file,
                Long.parseLong(values.getProperty("bytes")),
                Integer.parseInt(values.getProperty("port")),
                Long.parseLong(values.getProperty("selects")),
                Long.parseLong(values.getProperty("drops")),
                values.getProperty("sha256"));
    }

    static void write(Path note, Capture capture) throws IOException {
        Properties values = new Properties();
        values.setProperty("bytes", Long.toString(capture.bytes()));
        values.setProperty("port", Integer.toString(capture.port()));
        values.setProperty("selects", Long.toString(capture.selects()));
        values.setProperty("drops", Long.toString(capture.drops()));
        values.setProperty("sha256", capture.sha256());
        try (var out = Files.newBufferedWriter(note)) {
            values.store(out, "sysbench over loopback");
        }
    }
}
