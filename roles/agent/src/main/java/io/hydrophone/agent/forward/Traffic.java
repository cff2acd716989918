package io.hydrophone.agent.forward;

import java.util.concurrent.atomic.LongAdder;

/** Bytes that went to a sink and came back, without what protocols below put around them. For many threads at once. */
public final class Traffic {
    private final LongAdder sent = new LongAdder();
    private final LongAdder received = new LongAdder();

    public void sent(long bytes) {
        sent.add(bytes);
    }

    public void received(long bytes) {
        received.add(bytes);
    }

    public long bytesSent() {
        return sent.sum();
    }

    public long bytesReceived() {
        return received.sum();
    }
}
