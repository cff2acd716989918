package io.hydrophone.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.servers.Server;
import io.hydrophone.servers.ServerKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An upgrade rehearsed: recorded live on one server, played onto others that began with the same data, which end with the same. */
class RehearsalTest {
    @TempDir
    private Path directory;

    @Test
    void dataEndAsOnTheSource() throws Exception {
        Server source = ServerKind.MARIADB_10_11.shared();
        TpccLoad.fill(source);
        Path recording = directory.resolve("recording");
        int deadlocks;
        Process recorder = record(source, recording);
        try {
            deadlocks = new TpccLoad(source).run();
        } finally {
            recorder.destroy();
        }
        assertThat(recorder.waitFor()).as(log()).isEqualTo(143); // SIGTERM
        assertThat(log()).doesNotContain("dropped");
        assertThat(deadlocks).isPositive();
        List<String> sums = TpccLoad.sums(source);
        for (ServerKind kind : List.of(ServerKind.MARIADB_11_4, ServerKind.MYSQL_9_7)) {
            Server target = kind.shared();
            TpccLoad.fill(target);
            Replayed replayed = Replayed.run(List.of(
                    "replay",
                    "--from",
                    recording.toString(),
                    "--target",
                    Replayed.url(target),
                    "--get-server-public-key",
                    "--ordered",
                    "--speed",
                    "max",
                    "--json"));
            assertThat(replayed.status()).as(replayed.errors()).isZero();
            assertThat(TpccLoad.sums(target))
                    .as(kind + ": " + replayed.output())
                    .isEqualTo(sums);
            assertThat(replayed.skipped("rolled-back-on-source"))
                    .as(replayed.output())
                    .isEqualTo(deadlocks);
            assertThat(replayed.json().path("errors_by_code").findValuesAsString("error_code"))
                    .as("nobody waits for a lock on %s: %s", kind, replayed.output())
                    .doesNotContain("1205", "1213");
        }
    }

    private Process record(Server source, Path recording) throws Exception {
        List<String> arguments =
                List.of("record", "-i", "lo", "-p", "" + source.port(), "--no-encrypt", "--to", "file:" + recording);
        Process process = Started.process(directory.resolve("output"), directory.resolve("log"), arguments);
        while (!log().contains("recording to")) {
            assertThat(process.isAlive()).as(log()).isTrue();
            Thread.sleep(20);
        }
        return process;
    }

    private String log() throws Exception {
        return Files.readString(directory.resolve("log"));
    }
}
