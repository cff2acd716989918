package io.hydrophone.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PeerTest {
    @Test
    void readsAddressesWithPorts() {
        assertThat(Peer.parse("10.0.0.1:52330")).isEqualTo(new Peer(InetAddress.ofLiteral("10.0.0.1"), 52330));
        assertThat(Peer.parse("2001:db8::1:52330")).isEqualTo(new Peer(InetAddress.ofLiteral("2001:db8::1"), 52330));
        assertThat(Peer.parse("localhost:52330")).isEqualTo(new Peer(InetAddress.ofLiteral("127.0.0.1"), 52330));
    }

    /** Sockets and pipes, names that may be of several addresses, nonsense. */
    @ParameterizedTest
    @ValueSource(
            strings = {"localhost", "", "app1.example.com:52330", ":1", "10.0.0.1:", "10.0.0.1:0", "10.0.0.1:65536"})
    void whatIsNotCertainIsNobody(String host) {
        assertThat(Peer.parse(host)).isNull();
    }
}
