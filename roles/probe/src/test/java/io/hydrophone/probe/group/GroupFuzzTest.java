package io.hydrophone.probe.group;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;

class GroupFuzzTest {
    private static final Seal SEAL = new Seal("a secret for the fuzzer");

    /** Whatever a member sends is a message of a known kind, or none. */
    @FuzzTest(maxDuration = "2m")
    void anyControlIsRead(byte[] bytes) {
        try {
            Control control = ControlCodec.decode(bytes);
            assertThat(ControlCodec.decode(ControlCodec.encode(control))).isEqualTo(control);
        } catch (IOException e) {
            // Refused and counted.
        }
    }

    /** Whatever the state file holds is a state, or is refused with a reason. */
    @FuzzTest(maxDuration = "2m")
    void anyStateIsRead(byte[] bytes) {
        try {
            GroupState state = GroupStateJson.read(bytes);
            assertThat(GroupStateJson.read(GroupStateJson.write(state))).isEqualTo(state);
        } catch (IOException e) {
            assertThat(e.getMessage()).isNotEmpty();
        }
    }

    /** Nothing is opened that was not sealed with the same secret. */
    @FuzzTest(maxDuration = "2m")
    void nothingForeignIsOpened(byte[] bytes) {
        assertThat(SEAL.open(bytes)).isNull();
        byte[] sealed = SEAL.seal(bytes, 0, bytes.length);
        assertThat(SEAL.open(sealed)).isEqualTo(bytes);
        sealed[bytes.length % sealed.length] ^= 1;
        assertThat(SEAL.open(sealed)).isNull();
    }
}
