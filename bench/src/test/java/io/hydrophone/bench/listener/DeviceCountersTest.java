package io.hydrophone.bench.listener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class DeviceCountersTest {
    private static final String TABLE = """
            Inter-|   Receive                                                |  Transmit
             face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs
                lo: 1582798    6123    0    0    0     0          0         0  1582798    6123    0
              eth0:     516       6    0    0    0     0          0         0       10       1    0
            """;

    @Test
    void receivedPacketsAreFoundByDevice() throws Exception {
        assertThat(DeviceCounters.received("lo", TABLE)).isEqualTo(6123);
        assertThat(DeviceCounters.received("eth0", TABLE)).isEqualTo(6);
    }

    @Test
    void aDeviceThatIsNotThereIsSaid() {
        assertThatThrownBy(() -> DeviceCounters.received("eth1", TABLE))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("eth1");
    }

    @Test
    void loopbackIsThereOnThisMachine() throws Exception {
        assertThat(DeviceCounters.received("lo")).isNotNegative();
    }
}
