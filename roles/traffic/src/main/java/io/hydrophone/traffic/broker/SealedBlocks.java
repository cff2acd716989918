package io.hydrophone.traffic.broker;

import io.hydrophone.core.Problem;
import io.hydrophone.traffic.recording.BlockSealer;
import io.hydrophone.traffic.recording.Encryption;
import io.hydrophone.traffic.recording.EventEncoder;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/** A block of a recording is a message: docs/recording-format.md. Whoever reads needs nothing else but the key. */
final class SealedBlocks implements MessageForm {
    private final BlockSealer sealer;

    SealedBlocks(Encryption encryption, int compressionLevel, Consumer<Problem> told) {
        sealer = new BlockSealer(encryption, compressionLevel, told);
    }

    @Override
    public void encode(EventEncoder block, Messages to) {
        ByteBuffer sealed = sealer.seal(block);
        byte[] message = new byte[sealed.remaining()];
        sealed.get(message);
        to.add(message, block.events());
    }

    /** Numbers tell readers what was delivered twice. They would not tell what a failure left out between two that arrived. */
    @Override
    public int window() {
        return 1;
    }

    @Override
    public void close() {
        sealer.close();
    }
}
