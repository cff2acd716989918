package io.hydrophone.servers;

import java.nio.file.Path;
import java.util.List;

/** The programs of one server release, wherever they come from. */
interface Release {
    /** Fetches and unpacks what is missing; cheap when nothing is. */
    void provide();

    /** The command that fills an empty data directory. */
    Tool initialisation(Path data);

    /** The server's program with the options that this release needs wherever it runs. */
    List<String> server();

    /** The command-line client that came with it or suits it, without options. */
    Tool client();

    /** {@code --user=root}, without which a server refuses to run as root. */
    static List<String> asCaller() {
        return List.of("--user=" + System.getProperty("user.name"));
    }
}
