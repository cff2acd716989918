package io.hydrophone.bench;

import io.hydrophone.bench.listener.Recorder;
import io.hydrophone.bench.result.Bound;
import io.hydrophone.bench.result.Finding;
import io.hydrophone.bench.stats.Estimate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Traffic of the server, recorded in the directory {@code recording} beside the logs, to be played back onto the same server. */
final class Recording {
    /** What is asked meanwhile. */
    @FunctionalInterface
    interface Load {
        void run() throws IOException, InterruptedException;
    }

    private final Setting setting;
    private final long commands;

    private Recording(Setting setting, long commands) {
        this.setting = setting;
        this.commands = commands;
    }

    /**
     * Records while a load runs. What was dropped is told as a finding.
     *
     * @param part that it is for
     */
    static Recording of(Setting setting, String part, Load load) throws IOException, InterruptedException {
        Listeners listeners = new Listeners(setting);
        listeners.removeRecording();
        try (Recorder recorder = listeners.recorderOn("lo")) {
            load.run();
            long dropped = recorder.stop().drops();
            setting.report()
                    .add(Finding.own(
                            part + ": packets and events dropped from the recording",
                            "",
                            Estimate.exact((double) dropped),
                            Bound.atMost(0),
                            1));
            return new Recording(setting, recorder.commands());
        }
    }

    long commands() {
        return commands;
    }

    /** Plays it, and gives the summary of {@code replay --json}. */
    JsonNode play(String speed) throws IOException, InterruptedException {
        Path password = setting.dir().resolve("password");
        Files.writeString(password, "sb\n");
        String summary = setting.hydrophone(
                        "replay",
                        "--from",
                        setting.dir().resolve("recording").toString(),
                        "--target",
                        "mysql://sb@127.0.0.1:" + setting.port() + "/?tls=disabled",
                        "--target-password-file",
                        password.toString(),
                        "--speed",
                        speed,
                        "--json")
                .output();
        return JsonMapper.shared().readTree(summary);
    }
}
