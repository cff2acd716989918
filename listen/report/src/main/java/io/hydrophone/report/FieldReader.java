package io.hydrophone.report;

import io.hydrophone.core.ProblemException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/**
 * Reads fields in one notation or another, from bytes that anyone may have sent. Every method throws a {@link
 * ProblemException} with the code {@code bad-report} that tells where, when something else is there.
 */
interface FieldReader {
    /** Instants lie from 1970 to 2116: within 2^62 nanoseconds. */
    long MAX_MICROS = (1L << 62) / 1_000;

    /** Of all numbers, so that sums of thousands do not overflow. */
    long MAX_NUMBER = 1L << 53;

    /** The same of what was added up: 2^53 ns are 104 days, which a busy fleet spends in days. */
    long MAX_SUM = Long.MAX_VALUE / 4;

    /** Enters the object that is the value. */
    void beginObject();

    /** The object's next field, whose value is to be read; null at the object's end. Unknown ones are skipped. */
    Field next();

    /** Enters the list that is the value. */
    void beginList();

    /** Whether the list has one more element, which is to be read. */
    boolean more();

    /** A text of at most {@code maxBytes} of UTF-8. */
    String text(int maxBytes);

    /** An integer from {@code min} to {@code max}. */
    long number(long min, long max);

    long id();

    boolean flag();

    /** Passes over the value. */
    void skip();

    /** Says that what was read last is no good. */
    ProblemException problem(String reason);

    default String name() {
        return text(ReportBounds.NAME_BYTES);
    }

    /** What a count, or a sum, is at most. */
    long maxNumber();

    default long count() {
        return number(0, maxNumber());
    }

    /** Microseconds, as nanoseconds. */
    default long micros() {
        return number(0, MAX_MICROS) * 1_000;
    }

    default int integer(int min, int max) {
        return (int) number(min, max);
    }

    default <T> List<T> list(int max, Supplier<T> element) {
        beginList();
        List<T> all = new ArrayList<>();
        while (more()) {
            if (all.size() == max) {
                throw problem("more than " + max + " elements");
            }
            all.add(element.get());
        }
        return all;
    }

    default long[] numbers(int max, long least) {
        long[] all = new long[max];
        return Arrays.copyOf(all, numbers(all, least));
    }

    /** A list of numbers of at least {@code least}, into an array that has room for as many as there may be; how many there are. */
    default int numbers(long[] into, long least) {
        beginList();
        int size = 0;
        while (more()) {
            if (size == into.length) {
                throw problem("more than " + into.length + " elements");
            }
            into[size++] = number(least, maxNumber());
        }
        return size;
    }
}
