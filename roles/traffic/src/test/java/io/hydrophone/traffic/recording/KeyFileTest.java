package io.hydrophone.traffic.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrophone.core.Problem;
import io.hydrophone.core.ProblemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyFileTest {
    private static final String HEX = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";
    /** {@code printf HEX | xxd -r -p | sha256sum}, its first eight bytes. */
    private static final String ID = "630dcd2966c43366";

    @TempDir
    private Path directory;

    @Test
    void aKeyIsReadInHexadecimalDigitsAndInBase64() throws Exception {
        byte[] bytes = HexFormat.of().parseHex(HEX);
        assertThat(KeyFile.read(file(HEX + "\n", "rw-------")).id()).isEqualTo(ID);
        assertThat(KeyFile.read(file(HEX, "r--------")).id()).isEqualTo(ID);
        assertThat(KeyFile.read(file(Base64.getEncoder().encodeToString(bytes) + "\r\n", "rw-------"))
                        .id())
                .isEqualTo(ID);
    }

    @Test
    void aKeyDoesNotShowItself() throws Exception {
        assertThat(KeyFile.read(file(HEX, "rw-------"))).hasToString("key " + ID);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rwx------"})
    void aKeyThatOthersMayReadIsRefused(String mode) throws Exception {
        Path file = file(HEX, mode);
        Problem problem = problem(file);
        assertThat(problem.code()).isEqualTo("key-file-mode");
        assertThat(problem.message()).contains(mode);
        assertThat(problem.action()).isEqualTo("chmod 600 " + file);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "secret", "0001", "zz0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"})
    void whatIsNoKeyIsRefusedAndNotShown(String text) throws Exception {
        Problem problem = problem(file(text, "rw-------"));
        assertThat(problem.code()).isEqualTo("key-file-bad");
        assertThat(text.isEmpty() || !problem.text().contains(text)).isTrue();
    }

    @Test
    void aKeyThatIsNotThereIsSaid() {
        assertThat(problem(directory.resolve("none")).message()).contains("no such file");
    }

    @Test
    void theUsersKeyIsInTheConfigurationsDirectory() {
        Path home = Path.of("/home/jo");
        assertThat(KeyFile.ofUser(Map.of(), home)).hasToString("/home/jo/.config/hydrophone/recording.key");
        assertThat(KeyFile.ofUser(Map.of("XDG_CONFIG_HOME", "/etc/jo"), home))
                .hasToString("/etc/jo/hydrophone/recording.key");
        assertThat(KeyFile.ofUser(Map.of("XDG_CONFIG_HOME", "relative"), home))
                .hasToString("/home/jo/.config/hydrophone/recording.key");
    }

    @Test
    void aKeyIsMadeOnceForItsOwnerAlone() throws Exception {
        Path file = directory.resolve("config/hydrophone/recording.key");
        RecordingKey made = KeyFile.read(KeyFile.ensure(file));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
                .isEqualTo("rwx------");
        assertThat(KeyFile.read(KeyFile.ensure(file)).id()).isEqualTo(made.id());
        try (Stream<Path> files = Files.list(file.getParent())) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void ofSeveralThatMakeAKeyAtOnceAllHaveTheSame() throws Exception {
        for (int round = 0; round < 20; round++) {
            Path file = directory.resolve("round" + round).resolve("recording.key");
            Callable<String> making = () -> KeyFile.read(KeyFile.ensure(file)).id();
            try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
                List<String> ids = new ArrayList<>();
                for (Future<String> one : threads.invokeAll(List.of(making, making, making, making))) {
                    ids.add(one.get());
                }
                assertThat(ids.stream().distinct()).hasSize(1);
            }
        }
    }

    @Test
    void aPlaceWhereNoKeyCanBeMadeIsSaid() throws Exception {
        Path file = Files.writeString(directory.resolve("file"), "");
        assertThatThrownBy(() -> KeyFile.ensure(file.resolve("hydrophone/recording.key")))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().code()).isEqualTo("key-file-not-writable"));
    }

    private Path file(String text, String mode) throws Exception {
        Path file = Files.writeString(Files.createTempFile(directory, "key", ""), text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }

    private static Problem problem(Path file) {
        try {
            throw new AssertionError("read " + KeyFile.read(file));
        } catch (ProblemException e) {
            return e.problem();
        }
    }
}
