package io.hydrophone.bench;

import io.hydrophone.bench.listener.Listener;
import io.hydrophone.bench.listener.Probe;
import io.hydrophone.bench.listener.Recorder;
import io.hydrophone.bench.listener.Tcpdump;
import io.hydrophone.bench.process.Tool;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Those that are compared live, with buffers of one size in the kernel.
 *
 * @param setting with the port to listen to
 */
record Listeners(Setting setting) {
    /** Hydrophone's default. */
    static final int RING_MEBIBYTES = 16;

    Listener.Starter probe() {
        return this::probeOn;
    }

    Probe probeOn(String device) throws IOException, InterruptedException {
        return Probe.listen(
                setting.hydrophone("probe", "-i", device), setting.dir().resolve("probe.log"));
    }

    Listener.Starter recorder() {
        return device -> {
            removeRecording();
            return recorderOn(device);
        };
    }

    /** Records into the directory {@code recording} beside the logs. */
    Recorder recorderOn(String device) throws IOException, InterruptedException {
        Path directory = setting.dir().resolve("recording");
        return Recorder.listen(
                setting.hydrophone("record", "-i", device, "--to", "file:" + directory),
                setting.dir().resolve("record.log"));
    }

    void removeRecording() throws IOException, InterruptedException {
        Tool.of("rm", "-rf", setting.dir().resolve("recording").toString()).time();
    }

    Listener.Starter tcpdump() {
        return device -> Tcpdump.listen(
                device, setting.port(), RING_MEBIBYTES, setting.dir().resolve("tcpdump.log"));
    }
}
