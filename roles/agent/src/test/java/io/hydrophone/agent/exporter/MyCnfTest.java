package io.hydrophone.agent.exporter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.hydrophone.client.TlsMode;
import io.hydrophone.core.ProblemException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MyCnfTest {
    private static final Path FILE = Path.of("/etc/mysql/.my.cnf");

    @Test
    void eachSectionWithAUserIsAnAccount() {
        Map<String, Account> accounts = MyCnf.parse("""
                # of all programs
                [mysqld]
                datadir = /var/lib/mysql
                [client]
                user=ear
                password = "a # b\\"c"   # not this
                [client.harbour]
                user = pilot
                password=plain\\\\word # and this not
                ssl_ca=ca.pem
                ssl-mode=VERIFY_IDENTITY
                """, FILE);
        assertThat(accounts).containsOnlyKeys("client", "client.harbour");
        Account client = accounts.get("client");
        assertThat(client.user()).isEqualTo("ear");
        assertThat(client.password().reveal()).isEqualTo("a # b\"c");
        assertThat(client.tls()).isNull();
        Account harbour = accounts.get("client.harbour");
        assertThat(harbour.password().reveal()).isEqualTo("plain\\word");
        assertThat(harbour.ca()).isEqualTo(Path.of("/etc/mysql/ca.pem"));
        assertThat(harbour.tls()).isEqualTo(TlsMode.VERIFY_FULL);
        assertThat(accounts.toString()).doesNotContain("plain");
    }

    @Test
    void aTargetIsAHostAndAPort() {
        Account account = new Account("ear", null, TlsMode.REQUIRED, null);
        assertThat(account.at("db7").address()).isEqualTo("db7:3306");
        assertThat(account.at("[::1]:3307").address()).isEqualTo("[::1]:3307");
        assertThat(account.at("db7:3307").user()).isEqualTo("ear");
        assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> account.at("unix:///socket"));
        assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> account.at("other@db7"));
    }

    @FuzzTest
    void anyFile(FuzzedDataProvider data) {
        MyCnf.parse(data.consumeRemainingAsString(), FILE).forEach((name, account) -> {
            if (account.user().isEmpty()) {
                throw new AssertionError(name);
            }
        });
    }

    @FuzzTest
    void anyTarget(FuzzedDataProvider data) {
        try {
            Account.address(data.consumeRemainingAsString());
        } catch (ProblemException e) {
            // Refused in words.
        }
    }
}
