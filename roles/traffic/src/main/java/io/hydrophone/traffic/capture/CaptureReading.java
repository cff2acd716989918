package io.hydrophone.traffic.capture;

import io.hydrophone.traffic.recording.TrafficSink;
import io.hydrophone.wire.DecoderOptions;
import io.hydrophone.wire.TrafficDecoder;
import io.hydrophone.wire.source.CaptureFile;
import java.nio.file.Path;

/** A capture's packets as events. */
final class CaptureReading {
    private CaptureReading() {}

    static void read(Path file, DecoderOptions decoding, TrafficSink sink) {
        TrafficDecoder decoder = new TrafficDecoder(decoding, new TrafficRecorder(sink, SessionStates.UNKNOWN, false));
        try (CaptureFile source = CaptureFile.open(file)) {
            source.run(decoder);
        }
    }
}
