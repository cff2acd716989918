package io.hydrophone.report;

import io.hydrophone.core.ProblemException;
import io.hydrophone.core.msgpack.PackReader;
import java.nio.charset.CharacterCodingException;

/** Reads MessagePack, whose own faults come as {@link io.hydrophone.core.msgpack.MalformedPack}. */
final class PackedFieldReader implements FieldReader {
    private static final int MAX_DEPTH = 16;
    private static final TextCache TEXTS = new TextCache();

    private final PackReader in;
    private final long maxNumber;
    /** Where the value began that was read last. */
    private int begun;
    /** Of the objects and lists that are open: how many fields or elements are still to come. */
    private final int[] left = new int[MAX_DEPTH];

    private int depth;

    PackedFieldReader(byte[] bytes, long maxNumber) {
        in = new PackReader(bytes, 0, bytes.length);
        this.maxNumber = maxNumber;
    }

    @Override
    public long maxNumber() {
        return maxNumber;
    }

    @Override
    public void beginObject() {
        begin();
        enter(in.map());
    }

    @Override
    public Field next() {
        while (more()) {
            if (in.isInteger()) {
                Field field = Field.of(in.integer());
                if (field != null) {
                    return field;
                }
            } else {
                in.skip();
            }
            in.skip();
        }
        return null;
    }

    @Override
    public void beginList() {
        begin();
        enter(in.array());
    }

    @Override
    public boolean more() {
        if (left[depth - 1] == 0) {
            depth--;
            return false;
        }
        left[depth - 1]--;
        return true;
    }

    @Override
    public String text(int maxBytes) {
        begin();
        return in.text(maxBytes, PackedFieldReader::known);
    }

    private static String known(byte[] bytes, int offset, int length) throws CharacterCodingException {
        String known = TEXTS.find(bytes, offset, length);
        if (known == null) {
            known = PackReader.utf8(bytes, offset, length);
            TEXTS.keep(bytes, offset, length, known);
        }
        return known;
    }

    @Override
    public long number(long min, long max) {
        begin();
        long value = in.integer();
        if (value < min || value > max) {
            throw problem(value + ", which is not from " + min + " to " + max);
        }
        return value;
    }

    @Override
    public long id() {
        begin();
        return in.unsigned();
    }

    @Override
    public boolean flag() {
        begin();
        return in.flag();
    }

    @Override
    public void skip() {
        in.skip();
    }

    @Override
    public ProblemException problem(String reason) {
        return ReportBounds.problem(reason, begun);
    }

    /** Nothing may follow. */
    void end() {
        begin();
        if (!in.isAtEnd()) {
            throw problem("more after the end");
        }
    }

    private void begin() {
        begun = in.at();
    }

    private void enter(int elements) {
        if (depth == MAX_DEPTH) {
            throw problem("objects nested deeper than " + MAX_DEPTH);
        }
        left[depth++] = elements;
    }
}
