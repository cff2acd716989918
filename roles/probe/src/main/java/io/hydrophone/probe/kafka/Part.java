package io.hydrophone.probe.kafka;

import io.hydrophone.core.ProblemException;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * What one partition's store has for a question, as it stands there. Copies tell each other so: a version (1 byte), then for each part the partition's
 * number, how many frames follow, and each with its length (4 bytes each number).
 */
record Part(int partition, List<byte[]> frames) {
    private static final byte VERSION = 1;

    static byte[] write(List<Part> parts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            for (Part part : parts) {
                out.writeInt(part.partition);
                out.writeInt(part.frames.size());
                for (byte[] frame : part.frames) {
                    out.writeInt(frame.length);
                    out.write(frame);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("memory fails not", e);
        }
        return bytes.toByteArray();
    }

    /** @throws ProblemException {@code bad-part}, with the byte */
    static List<Part> read(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        if (!in.hasRemaining() || in.get() != VERSION) {
            throw bad(in, "it is of no version that is known");
        }
        List<Part> parts = new ArrayList<>();
        while (in.hasRemaining()) {
            int partition = number(in, Integer.MAX_VALUE);
            int count = number(in, Integer.MAX_VALUE);
            List<byte[]> frames = new ArrayList<>();
            for (int i = 0; i < count; i++) { // ends with the bytes, whatever the count says
                byte[] frame = new byte[number(in, in.remaining() - Integer.BYTES)];
                in.get(frame);
                frames.add(frame);
            }
            parts.add(new Part(partition, frames));
        }
        return parts;
    }

    private static int number(ByteBuffer in, int most) {
        int number = in.remaining() < Integer.BYTES ? -1 : in.getInt();
        if (number < 0 || number > most) {
            throw bad(in, "it is cut short");
        }
        return number;
    }

    private static ProblemException bad(ByteBuffer in, String reason) {
        return new ProblemException(
                "bad-part",
                "this is no part of an answer: " + reason,
                "byte " + in.position(),
                "do all copies run the same version?");
    }
}
