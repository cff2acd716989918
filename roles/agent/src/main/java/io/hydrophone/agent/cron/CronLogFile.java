package io.hydrophone.agent.cron;

import io.hydrophone.agent.log.LogFollower;
import io.hydrophone.agent.log.LogLines;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A file into which cron, by way of syslog, writes. */
final class CronLogFile implements CronLog {
    private final LogFollower follower;

    CronLogFile(Path file) {
        follower = new LogFollower(file, false);
    }

    @Override
    public boolean read(Starts starts) {
        return follower.read(new LogLines() {
            @Override
            public void begin() {
                starts.begin();
            }

            @Override
            public void line(byte[] bytes, int offset, int length) {
                tell(bytes, offset, length, true);
            }

            @Override
            public void late(byte[] bytes, int offset, int length) {
                tell(bytes, offset, length, false);
            }

            private void tell(byte[] bytes, int offset, int length, boolean isInFile) {
                CronTask task = CronLogLine.parse(new String(bytes, offset, length, StandardCharsets.ISO_8859_1));
                if (task != null) {
                    starts.started(task, isInFile);
                }
            }
        });
    }

    @Override
    public void close() {
        follower.close();
    }
}
