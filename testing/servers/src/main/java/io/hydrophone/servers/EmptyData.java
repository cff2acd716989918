package io.hydrophone.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;

/**
 * Data directories of servers that have never run. A server takes seconds to fill one, so that of a kind is filled once for
 * all its servers in a JVM, and copied.
 */
final class EmptyData {
    private static final Map<ServerKind, Path> FILLED = new EnumMap<>(ServerKind.class);

    private EmptyData() {}

    /** Makes the data directory of a server that is about to start. */
    static void copyTo(Path data, ServerKind kind) throws IOException {
        Directories.copy(filled(kind), data);
    }

    private static synchronized Path filled(ServerKind kind) throws IOException {
        Path data = FILLED.get(kind);
        if (data == null) {
            Path directory = Files.createTempDirectory("hydrophone-");
            Directories.deleteAtExit(directory);
            data = directory.resolve("data");
            // A server that starts removes what others left of temporary tables, even of one that runs, where both have
            // the same place for them.
            kind.release().initialisation(data).with("--tmpdir=" + directory).output();
            // MySQL's name for this very server, which no other may have; one that has none makes it.
            Files.deleteIfExists(data.resolve("auto.cnf"));
            FILLED.put(kind, data);
        }
        return data;
    }
}
