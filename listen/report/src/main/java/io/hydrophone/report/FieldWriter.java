package io.hydrophone.report;

/** Writes fields in one notation or another. */
interface FieldWriter {
    /** The whole, or an element of a list. */
    void beginObject();

    void beginObject(Field field);

    void endObject();

    /** A list of {@code size} elements, which follow. */
    void beginList(Field field, int size);

    void endList();

    void text(Field field, String value);

    void number(Field field, long value);

    /** 64 bits that are no number to reckon with. */
    void id(Field field, long value);

    void flag(Field field, boolean value);

    void numbers(Field field, long[] values);

    /** Writes nothing when the number is unknown, which is below 0. */
    default void known(Field field, long value) {
        if (value >= 0) {
            number(field, value);
        }
    }

    /** Nanoseconds, as microseconds; nothing when they are unknown. */
    default void micros(Field field, long nanos) {
        if (nanos >= 0) {
            number(field, nanos / 1_000);
        }
    }

    /** Writes nothing when the text is empty. */
    default void nonEmpty(Field field, String value) {
        if (!value.isEmpty()) {
            text(field, value);
        }
    }
}
