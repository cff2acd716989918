package io.hydrophone.upkeep.deploy;

import io.hydrophone.core.Foreign;
import io.hydrophone.core.ProblemException;
import io.hydrophone.upkeep.Script;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/** The agent of one machine, through a login on it. */
final class Installation {
    private static final Duration QUICK = Duration.ofMinutes(1);
    private static final Duration UPLOAD = Duration.ofMinutes(20);
    private static final Duration PLACE = Duration.ofMinutes(5);

    private final SshLink link;
    private final DeployHost host;
    private final AgentSettings settings;
    private final Consumer<String> step;

    /**
     * Of a machine.
     *
     * @param step told what is being done
     */
    Installation(SshLink link, DeployHost host, AgentSettings settings, Consumer<String> step) {
        this.link = link;
        this.host = host;
        this.settings = settings;
        this.step = step;
    }

    /**
     * What is there.
     *
     * @param release by its directory's name; null when none is
     * @param isSame whether it has the name, tags and server that it should have
     */
    record Found(String release, boolean running, boolean isSame) {
        String text() {
            return release == null ? "not installed" : release + (running ? " running" : " stopped");
        }
    }

    Found status() {
        step.accept("looking");
        String line = link.script(preamble() + Script.text("common.sh") + Script.text("status.sh"), QUICK);
        String[] words = line.split(" ", -1);
        return switch (words.length) {
            case 1 -> new Found(null, false, false);
            case 3 -> new Found(words[0], words[1].equals("running"), words[2].equals("same"));
            default ->
                throw new ProblemException(
                        "command-failed",
                        "the machine says '" + Foreign.text(line, 100) + "'",
                        host.login(),
                        "does its login print something?");
        };
    }

    /** {@code done …} or {@code unchanged …}. */
    String place(ReleaseArchive archive) {
        String uploaded = host.prefix() + "/staging/upload.tar";
        upload(archive, uploaded);
        step.accept("starting");
        StringBuilder script = new StringBuilder(preamble()).append(SshLink.variable("archive", uploaded));
        script.append("set -eu\n");
        pem(script, "public_key", settings.publicKeys());
        pem(script, "authority", settings.authority());
        script.append(Script.text("common.sh")).append(Script.text("place.sh"));
        return link.script(script.toString(), PLACE);
    }

    String remove() {
        step.accept("removing");
        return link.script(preamble() + "set -eu\n" + Script.text("common.sh") + Script.text("remove.sh"), PLACE);
    }

    private void upload(ReleaseArchive archive, String target) {
        String directory = target.substring(0, target.lastIndexOf('/'));
        // What did not arrive whole is taken away: a disk that is full stays usable.
        String command =
                "umask 077; export LC_ALL=C; mkdir -p '%1$s' && cat >'%2$s' && sha256sum <'%2$s' || { rm -f '%2$s'; exit 1; }"
                        .formatted(directory, target);
        String sum;
        try (InputStream in = counting(archive)) {
            sum = link.run("sh -c " + Script.quoted(command), in, UPLOAD);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (!sum.startsWith(archive.sha256())) {
            throw new ProblemException(
                    "upload-damaged", "the release arrived with another SHA-256", host.login(), "try again");
        }
    }

    private InputStream counting(ReleaseArchive archive) throws IOException {
        IntConsumer percent = done -> step.accept("sending " + done + " %");
        return new Counted(new BufferedInputStream(Files.newInputStream(archive.file())), archive.size(), percent);
    }

    /** Tells each percent once. */
    private static final class Counted extends FilterInputStream {
        private final long size;
        private final IntConsumer percent;
        private long read;
        private int told = -1;

        private Counted(InputStream in, long size, IntConsumer percent) {
            super(in);
            this.size = Math.max(1, size);
            this.percent = percent;
        }

        @Override
        public int read() throws IOException {
            int one = super.read();
            count(one < 0 ? 0 : 1);
            return one;
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            int some = super.read(bytes, from, length);
            count(Math.max(0, some));
            return some;
        }

        private void count(int some) {
            read += some;
            int now = (int) (100 * read / size);
            if (now > told) {
                told = now;
                percent.accept(now);
            }
        }
    }

    private String preamble() {
        return SshLink.variable("prefix", host.prefix())
                + SshLink.variable("name", host.name())
                + SshLink.variable("tags", String.join(",", host.tags()))
                + SshLink.variable("server", settings.updateServer())
                + SshLink.variable("insecure", settings.insecure() ? "1" : "")
                + SshLink.variable(
                        "token",
                        settings.token() == null ? "" : settings.token().reveal());
    }

    /** A file with the text in the staging directory, and its name in a variable; an empty name for no text. */
    private void pem(StringBuilder script, String name, String text) {
        String file = text.isEmpty() ? "" : host.prefix() + "/" + name + ".pem";
        if (!text.isEmpty()) {
            script.append("printf %s ")
                    .append(Script.quoted(text))
                    .append(" >")
                    .append(file)
                    .append('\n');
        }
        script.append(SshLink.variable(name, file));
    }
}
