package io.hydrophone.agent.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.agent.check.LiveCheck;
import io.hydrophone.agent.check.LiveCheck.Measured;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileNumberTest {
    @TempDir
    private Path directory;

    private Path root;

    @BeforeEach
    void makeFiles() throws IOException {
        root = Files.createDirectories(directory.resolve("root"));
        Files.createDirectories(root.resolve("below/deeper"));
        Files.write(root.resolve("one"), new byte[100]);
        Files.write(root.resolve(".hidden"), new byte[1000]);
        Files.write(root.resolve("below/two"), new byte[10]);
        Files.write(root.resolve("below/deeper/three"), new byte[1]);
        Files.createSymbolicLink(root.resolve("below/loop"), root);
    }

    @Test
    void aDirectoryIsCountedAsLsLists() throws Exception {
        assertFiles(measure(), 2, 100);
    }

    @Test
    void allMeansThoseBelowToo() throws Exception {
        assertFiles(measure("all: true"), 6, 111);
        assertFiles(measure("all: true", "hidden: true"), 7, 1111);
    }

    @Test
    void tooManyAreNotCounted() throws Exception {
        Measured measured = measure("all: true", "max_files: 5");
        assertThat(measured.problem().code()).isEqualTo("too-many-files");
        assertThat(measured.values()).isEmpty();
    }

    @Test
    void whatIsNotThereHasNoNumber() throws Exception {
        root = directory.resolve("nowhere");
        Measured measured = measure();
        assertThat(measured.problem().code()).isEqualTo("files-not-counted");
        assertThat(measured.problem().message()).isEqualTo("it cannot be read: no such file");
        assertThat(measured.values()).isEmpty();
    }

    private void assertFiles(Measured measured, double number, double bytes) {
        assertThat(measured.problem()).isNull();
        assertThat(measured.values())
                .containsEntry("system.file.number{file:" + root + "}", number)
                .containsEntry("system.file.bytes{file:" + root + "}", bytes)
                .hasSize(2);
    }

    private Measured measure(String... keys) throws Exception {
        String[] all = new String[keys.length + 1];
        all[0] = "path: " + root;
        System.arraycopy(keys, 0, all, 1, keys.length);
        try (LiveCheck check = LiveCheck.of(new FileNumber(), directory, all)) {
            return check.run();
        }
    }
}
