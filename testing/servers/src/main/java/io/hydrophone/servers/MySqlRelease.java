package io.hydrophone.servers;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What MySQL's releases have in common: how their server is told where it lies and fills its data directory. */
abstract class MySqlRelease implements Release {
    @Override
    public final Tool initialisation(Path data) {
        List<String> words = new ArrayList<>(server());
        words.addAll(List.of("--initialize-insecure", "--datadir=" + data));
        return Tool.of(words);
    }

    /**
     * The server's command.
     *
     * @param share where its messages and character sets are
     */
    static List<String> server(Path program, Path base, Path share, String... more) {
        List<String> words = new ArrayList<>(List.of(
                program.toString(),
                "--no-defaults",
                "--basedir=" + base,
                "--lc-messages-dir=" + share,
                "--character-sets-dir=" + share.resolve("charsets"),
                // The compiled-in directory is of an installed server; without it the server refuses to start.
                "--secure-file-priv="));
        words.addAll(List.of(more));
        words.addAll(Release.asCaller());
        return words;
    }
}
