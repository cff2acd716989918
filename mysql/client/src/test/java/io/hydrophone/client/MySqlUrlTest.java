package io.hydrophone.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrophone.core.ProblemException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MySqlUrlTest {
    @Test
    void hasUserHostAndPort() {
        MySqlUrl url = MySqlUrl.parse("mysql://ear@db.example.com:3307");
        assertThat(url.user()).isEqualTo("ear");
        assertThat(url.password()).isNull();
        assertThat(url.host()).isEqualTo("db.example.com");
        assertThat(url.port()).isEqualTo(3307);
        assertThat(MySqlUrl.parse("MySQL://ear@db").port()).isEqualTo(3306);
    }

    @Test
    void isProtectedUnlessTheServerIsHere() {
        assertThat(MySqlUrl.parse("mysql://ear@db.example.com").tls()).isEqualTo(TlsMode.VERIFY_FULL);
        assertThat(MySqlUrl.parse("mysql://ear@10.0.0.1").tls()).isEqualTo(TlsMode.VERIFY_FULL);
        assertThat(MySqlUrl.parse("mysql://ear@127.0.0.1").tls()).isEqualTo(TlsMode.DISABLED);
        assertThat(MySqlUrl.parse("mysql://ear@[::1]:3306/").tls()).isEqualTo(TlsMode.DISABLED);
        assertThat(MySqlUrl.parse("mysql://ear@localhost/?tls=required").tls()).isEqualTo(TlsMode.REQUIRED);
        MySqlUrl own = MySqlUrl.parse("mysql://ear@db?ca=/etc/our%20ca.pem&tls=verify-ca");
        assertThat(own.tls()).isEqualTo(TlsMode.VERIFY_CA);
        assertThat(own.ca()).isEqualTo(Path.of("/etc/our ca.pem"));
    }

    @Test
    void userAndPasswordMayBePercentEncoded() {
        MySqlUrl url = MySqlUrl.parse("mysql://e%40r:p%40ss%3aw%C3%B6rd@db");
        assertThat(url.user()).isEqualTo("e@r");
        assertThat(url.password().reveal()).isEqualTo("p@ss:wörd");
        assertThat(MySqlUrl.parse("mysql://ear:a@b/c?d@db").password().reveal()).isEqualTo("a@b/c?d");
        assertThat(MySqlUrl.parse("mysql://ear:@db").password().reveal()).isEmpty();
    }

    @Test
    void theUrlsOwnPasswordGoesBeforeTheOneKeptElsewhere() {
        Password kept = Password.of("kept");
        assertThat(MySqlUrl.parse("mysql://ear:own@db")
                        .orPassword(kept)
                        .password()
                        .reveal())
                .isEqualTo("own");
        assertThat(MySqlUrl.parse("mysql://ear@db").orPassword(kept).password()).isSameAs(kept);
        assertThat(MySqlUrl.parse("mysql://ear@db").orPassword(null).password()).isNull();
    }

    @Test
    void thePasswordIsNotShown() {
        assertThat(MySqlUrl.parse("mysql://ear:hidden@[2001:db8::1]:3307/?tls=verify-ca"))
                .hasToString("mysql://ear@[2001:db8::1]:3307/?tls=verify-ca");
        assertThat(Password.of("hidden")).hasToString("Password(not shown)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "http://ear@db",
                "mysql://",
                "mysql://db",
                "mysql://ear:hidden",
                "mysql://ear:hidden@",
                "mysql://:hidden@db",
                "mysql://ear:hidden%4@db",
                "mysql://ear:hidden%zz@db",
                "mysql://ear:hidden%ff@db",
                "mysql://ear:hidden@db:0",
                "mysql://ear:hidden@db:65536",
                "mysql://ear:hidden@db:",
                "mysql://ear:hidden@db/shop",
                "mysql://ear:hidden@db/?tls=maybe",
                "mysql://ear:hidden@db/?ssl=on",
                "mysql://ear:hidden@db/?tls=disabled&ca=ca.pem",
                "mysql://ear:hidden@db/?ca=a%00b",
                "mysql://ear:hidden@db,other",
                "mysql://ear:hidden@::1",
                "mysql://ear:hidden@[::1",
                "mysql://ear:hidden@[db]",
            })
    void anotherFormIsRefusedWithoutShowingThePassword(String url) {
        assertThatThrownBy(() -> MySqlUrl.parse(url)).isInstanceOfSatisfying(ProblemException.class, e -> {
            assertThat(e.problem().code()).isEqualTo("bad-mysql-url");
            assertThat(e.problem().text()).doesNotContain("hidden");
        });
    }

    @Test
    void ofItsPartsIsTheSameAsOfItsText() {
        Path ca = Path.of("ca.pem");
        assertThat(MySqlUrl.of("ear", null, "db", 3307, null, ca))
                .isEqualTo(MySqlUrl.parse("mysql://ear@db:3307/?ca=ca.pem"));
        assertThat(MySqlUrl.of("ear", null, "127.0.0.1", 3306, null, null))
                .isEqualTo(MySqlUrl.parse("mysql://ear@127.0.0.1"));
        assertThat(MySqlUrl.of("ear", null, "::1", 3306, TlsMode.REQUIRED, null))
                .isEqualTo(MySqlUrl.of("ear", null, "[::1]", 3306, TlsMode.REQUIRED, null))
                .isEqualTo(MySqlUrl.parse("mysql://ear@[::1]/?tls=required"));
        assertThatThrownBy(() -> MySqlUrl.of("ear", null, "a b", 3306, null, null))
                .isInstanceOf(ProblemException.class);
        Password other = Password.of("p");
        assertThat(MySqlUrl.parse("mysql://ear:q@db").withPassword(other).password())
                .isSameAs(other);
    }
}
