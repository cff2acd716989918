package io.hydrophone.agent.exporter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.hydrophone.client.OptionFile;
import io.hydrophone.client.TlsMode;
import io.hydrophone.core.ProblemException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AccountTest {
    @Test
    void eachGroupOfAnOptionFileWithAUserIsOne() {
        Map<String, Account> accounts = Account.in(OptionFile.parse("""
                [mysqld]
                datadir = /var/lib/mysql
                [client]
                user=ear
                password = deep
                [client.harbour]
                user = pilot
                ssl-mode=REQUIRED
                """, Path.of("my.cnf")));
        assertThat(accounts).containsOnlyKeys("client", "client.harbour");
        assertThat(accounts.get("client").tls()).isNull();
        Account harbour = accounts.get("client.harbour");
        assertThat(harbour.user()).isEqualTo("pilot");
        assertThat(harbour.password().reveal()).as("of [client]").isEqualTo("deep");
        assertThat(harbour.tls()).isEqualTo(TlsMode.REQUIRED);
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
    void anyTarget(FuzzedDataProvider data) {
        try {
            Account.address(data.consumeRemainingAsString());
        } catch (ProblemException e) {
            // Refused in words.
        }
    }
}
