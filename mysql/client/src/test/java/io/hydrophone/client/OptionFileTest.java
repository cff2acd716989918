package io.hydrophone.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.hydrophone.core.ProblemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionFileTest {
    private static final Path FILE = Path.of("/etc/mysql/.my.cnf");

    @Test
    void aGroupSaysWhoLogsInAndWhere() {
        OptionFile file = OptionFile.parse("""
                # of all programs
                [mysqld]
                datadir = /var/lib/mysql
                [client]
                user=ear
                password = "a # b\\"c"   # not this
                host = db7
                port=3307
                socket=/run/mysqld/mysqld.sock
                default-character-set = utf8mb4
                [client.harbour]
                user = pilot
                password=plain\\\\word # and this not
                ssl_ca=ca.pem
                ssl-mode=VERIFY_IDENTITY
                """, FILE);
        assertThat(file.groups()).containsExactly("mysqld", "client", "client.harbour");
        OptionFileLogin client = file.login();
        assertThat(client.user()).isEqualTo("ear");
        assertThat(client.password().reveal()).isEqualTo("a # b\"c");
        assertThat(client.host()).isEqualTo("db7");
        assertThat(client.port()).isEqualTo(3307);
        assertThat(client.socket()).isEqualTo(Path.of("/run/mysqld/mysqld.sock"));
        assertThat(client.tls()).isNull();
        OptionFileLogin harbour = file.login("client.harbour");
        assertThat(harbour.password().reveal()).isEqualTo("plain\\word");
        assertThat(harbour.ca()).isEqualTo(Path.of("/etc/mysql/ca.pem"));
        assertThat(harbour.tls()).isEqualTo(TlsMode.VERIFY_FULL);
        assertThat(harbour.port()).as("of [client]").isEqualTo(3307);
        assertThat(harbour.toString()).doesNotContain("plain");
    }

    @Test
    void aGroupThatIsNotThereSaysNothing() {
        assertThat(OptionFile.parse("", FILE).login()).isEqualTo(OptionFileLogin.NONE);
    }

    @ParameterizedTest
    @CsvSource({
        "'user = ear', 1",
        "'[client]\nuser=ear\n[client', 3",
        "'[client]\nport = hidden', 2",
        "'[client]\n\nport = 70000', 3",
        "'[client]\nssl-mode = hidden', 2",
        "'[client]\n!includedir /etc/mysql/conf.d', 2",
    })
    void aProblemNamesTheLineAndNoValue(String text, int line) {
        assertThatThrownBy(() -> OptionFile.parse(text, FILE).login())
                .isInstanceOfSatisfying(ProblemException.class, e -> {
                    assertThat(e.problem().code()).isEqualTo("bad-option-file");
                    assertThat(e.problem().message()).startsWith(FILE + ":" + line + ": ");
                    assertThat(e.problem().text()).doesNotContain("hidden");
                });
    }

    @Test
    void aFileThatCannotBeReadIsNamed(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("my.cnf");
        assertThatThrownBy(() -> OptionFile.read(file))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining(file.toString());
        Files.writeString(file, "[client]\nuser=ear\n");
        assertThat(OptionFile.read(file).login().user()).isEqualTo("ear");
        assertThat(OptionFile.withHome("~/.my.cnf")).isEqualTo(System.getProperty("user.home") + "/.my.cnf");
    }

    @FuzzTest
    void anyFile(FuzzedDataProvider data) {
        try {
            OptionFile file = OptionFile.parse(data.consumeRemainingAsString(), FILE);
            file.groups().forEach(file::login);
        } catch (ProblemException e) {
            if (!e.problem().code().equals("bad-option-file")) {
                throw e;
            }
        }
    }
}
