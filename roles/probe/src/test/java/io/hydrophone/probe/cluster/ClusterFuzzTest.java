package io.hydrophone.probe.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.hydrophone.core.ProblemException;
import java.io.IOException;

class ClusterFuzzTest {
    /** Whatever a node answers is a list of nodes, or is refused with a reason; a list is read as it was written. */
    @FuzzTest(maxDuration = "2m")
    void anyListIsRead(byte[] answer) {
        try {
            assertThat(NodeListJson.read(NodeListJson.write(NodeListJson.read(answer))))
                    .isEqualTo(NodeListJson.read(answer));
        } catch (IOException e) {
            assertThat(e).hasMessageNotContainingAny("\n");
        }
    }

    /** Whatever stands in the file is a list of addresses, or is refused with a reason. */
    @FuzzTest(maxDuration = "2m")
    void anyFileIsRead(byte[] file) {
        try {
            AddressFile.read(file)
                    .forEach(address -> assertThat(NodeAddress.parse(address)).isEqualTo(address));
        } catch (IOException e) {
            assertThat(e).hasMessageNotContainingAny("\n");
        } catch (ProblemException e) {
            assertThat(e.problem().code()).isEqualTo("bad-address");
        }
    }
}
