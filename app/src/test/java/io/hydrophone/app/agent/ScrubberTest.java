package io.hydrophone.app.agent;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScrubberTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "password: tuna",
                "  pass: 'tuna'",
                "\"passwd\" : \"tuna\"",
                "passward: tuna",
                "mysql_password=tuna",
                "api_key: tuna # for the receiver",
                "token = tuna",
                "url: mysql://hydrophone:tuna@db7:3306/",
                "https://user:tuna@example.com/api?x=1",
                "Authorization: Bearer tuna",
                "POST /series?api_key=tuna&x=1",
                "-----BEGIN PRIVATE KEY-----\ntuna\n-----END PRIVATE KEY-----",
                "{user: a, password: tuna, host: b}"
            })
    void secretsAreTakenOut(String text) {
        assertThat(Scrubber.scrub(text)).contains("(hidden)").doesNotContain("tuna");
    }

    @Test
    void theRestStays() {
        String text = """
                version: 1
                agent:
                  hostname: db-7
                  token_file: /etc/hydrophone/token
                  sinks:
                  - {type: datadog, url: "https://example.com", api_key: ${env:API_KEY}}
                hydrophone: mysql://hydrophone@127.0.0.1:3306/?tls=disabled: the password is wrong
                """;
        assertThat(Scrubber.scrub(text)).isEqualTo(text);
    }
}
