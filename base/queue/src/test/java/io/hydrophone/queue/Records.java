package io.hydrophone.queue;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Records that tell their number and prove that they are whole: the number, then bytes that follow from it. */
final class Records {
    private static final Duration AT_ONCE = Duration.ofMillis(1);

    private Records() {}

    static byte[] numbered(long number, int size) {
        byte[] record = new byte[Math.max(Long.BYTES, size)];
        new Random(number).nextBytes(record);
        ByteBuffer.wrap(record).putLong(0, number);
        return record;
    }

    /** @throws IllegalStateException when it is not as it was made */
    static long number(byte[] record) {
        long number = ByteBuffer.wrap(record).getLong(0);
        if (!Arrays.equals(record, numbered(number, record.length))) {
            throw new IllegalStateException("record " + number + " is damaged");
        }
        return number;
    }

    /** Reads what there is, without waiting. */
    static List<Entry> drain(DiskQueue queue) throws InterruptedException {
        List<Entry> all = new ArrayList<>();
        for (Entry entry = queue.read(AT_ONCE); entry != null; entry = queue.read(AT_ONCE)) {
            all.add(entry);
        }
        return all;
    }

    static List<Long> numbers(List<Entry> entries) {
        return entries.stream().map(entry -> number(entry.record())).toList();
    }
}
