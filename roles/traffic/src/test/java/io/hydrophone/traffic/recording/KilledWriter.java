package io.hydrophone.traffic.recording;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;

/** Records numbered commands until it is killed. Says the last one's number every few milliseconds, after it was recorded. */
final class KilledWriter {
    private KilledWriter() {}

    public static void main(String[] arguments) throws InterruptedException {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true);
        RecordingOptions options = RecordingOptions.of(Encryption.with(BlockTest.key(1)), Map.of());
        try (RecordingWriter writer =
                RecordingWriter.open(Path.of(arguments[0]), options, problem -> out.println(problem.text()))) {
            for (long number = Long.parseLong(arguments[1]); ; ) {
                for (int i = 0; i < 200; i++) {
                    Events.tell(Events.asked(number), writer);
                    Events.tell(Events.answered(number), writer);
                    number++;
                }
                out.println(writer.recorded().droppedEvents() == 0 ? number - 1 : -1);
                Thread.sleep(5);
            }
        }
    }
}
