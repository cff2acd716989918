package io.hydrophone.wire.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.wire.Ports;
import org.junit.jupiter.api.Test;

class PcapFilterTest {
    @Test
    void tagsAreStepsIntoThePacket() {
        assertThat(PcapFilter.text(CaptureFilter.of(Ports.of(3306, 3307)), LinkType.ETHERNET))
                .isEqualTo("tcp port 3306 or tcp port 3307 or (vlan and (tcp port 3306 or tcp port 3307"
                        + " or (vlan and (tcp port 3306 or tcp port 3307))))");
    }

    @Test
    void autoTakesAllOfTcp() {
        assertThat(PcapFilter.text(CaptureFilter.of(Ports.AUTO), LinkType.ETHERNET))
                .isEqualTo("tcp or (vlan and (tcp or (vlan and (tcp))))");
    }

    @Test
    void otherLinksHaveNoTags() {
        assertThat(PcapFilter.text(CaptureFilter.of(Ports.of(3306)), LinkType.LINUX_SLL))
                .isEqualTo("tcp port 3306");
    }
}
