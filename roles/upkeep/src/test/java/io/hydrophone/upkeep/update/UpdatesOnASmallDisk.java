package io.hydrophone.upkeep.update;

import io.hydrophone.core.ProblemException;
import io.hydrophone.upkeep.release.ReleaseDirectory;
import io.hydrophone.upkeep.release.TrustedKeys;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Updates in a process whose installation lies on a small disk: to 1.0.0 with room, to 1.1.0 on a full disk, then with room again. */
final class UpdatesOnASmallDisk {
    private final AgentHome home;
    private final Path filling;
    private final Updater updater;

    private UpdatesOnASmallDisk(Path root, URI server, Path key) {
        this.home = new AgentHome(root);
        this.filling = root.resolve("filling");
        AgentIdentity agent = new AgentIdentity("db1", List.of());
        this.updater = new Updater(
                home, new UpdateServerAddress(server, null, null, false), agent, TrustedKeys.read(key), false);
    }

    public static void main(String[] args) throws Exception {
        UpdatesOnASmallDisk updates = new UpdatesOnASmallDisk(Path.of(args[0]), URI.create(args[1]), Path.of(args[2]));
        updates.update("1.0.0");
        System.out.println("ready");
        System.in.read();
        updates.fill();
        updates.update("1.0.0");
        Files.delete(updates.filling);
        updates.update("1.1.0");
    }

    private void update(String expected) {
        try {
            if (updater.find() instanceof Finding.Available available) {
                updater.stage(available);
                updater.begin(available.manifest());
                updater.confirm(-1);
            }
        } catch (ProblemException e) {
            System.out.println("problem " + e.problem().code());
        }
        String name = home.currentName();
        boolean whole = new ReleaseDirectory(home.release(name))
                .differences(home.manifest(name))
                .isEmpty();
        System.out.println(home.manifest(name).version() + (whole ? " whole" : " damaged") + ", expected " + expected);
    }

    /** To the last byte. */
    private void fill() throws IOException {
        byte[] block = new byte[4 << 10];
        try (OutputStream out = Files.newOutputStream(filling)) {
            while (true) {
                out.write(block);
            }
        } catch (IOException e) {
            System.out.println("full");
        }
    }
}
