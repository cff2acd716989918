package io.hydrophone.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class BinaryParametersTest {
    private final ByteBuffer out = ByteBuffer.allocate(1000).order(ByteOrder.LITTLE_ENDIAN);

    private ByteBuffer execute(int flags) {
        return out.put((byte) 0x17).putInt(1).put((byte) flags).putInt(1);
    }

    private List<Object> read(int parameters, byte[] types) {
        List<Object> values = new ArrayList<>();
        assertThat(BinaryParameters.read(out.array(), out.position(), parameters, types, values::add))
                .isTrue();
        return values;
    }

    @Test
    void everyTypeIsReadAsItsValue() {
        execute(0).put((byte) 0b1000_0000).put((byte) 0).put((byte) 1);
        int[] types = {1, 0x8001, 2, 3, 0x8003, 8, 0x8008, 6, 4, 5, 10, 12, 11};
        for (int type : types) {
            out.putShort((short) type);
        }
        out.put((byte) -1)
                .put((byte) -1)
                .putShort((short) -2)
                .putInt(-3)
                .putInt(-3)
                .putLong(-4)
                .putLong(-4);
        out.putFloat(1.5f).putDouble(2.25);
        out.put((byte) 4).putShort((short) 2026).put((byte) 2).put((byte) 3);
        out.put((byte) 11)
                .putShort((short) 2026)
                .put(new byte[] {2, 3, 4, 5, 6})
                .putInt(7);
        out.put((byte) 8).put((byte) 1).putInt(1).put(new byte[] {2, 3, 4});

        assertThat(read(13, null))
                .containsExactly(
                        -1L,
                        255L,
                        -2L,
                        -3L,
                        4294967293L,
                        -4L,
                        new BigInteger("18446744073709551612"),
                        null,
                        1.5f,
                        2.25,
                        "2026-02-03",
                        "2026-02-03 04:05:06.000007",
                        "-26:03:04");
    }

    @Test
    void textIsReadAsTextAndOtherBytesAsBytes() {
        byte[] text = "käse".getBytes(UTF_8);
        execute(0).put((byte) 0).put((byte) 1).putShort((short) 253).putShort((short) 252);
        out.put((byte) text.length).put(text).put((byte) 2).put((byte) 0xff).put((byte) 0xfe);
        List<Object> values = read(2, null);
        assertThat(values.get(0)).isEqualTo("käse");
        assertThat((byte[]) values.get(1)).containsExactly(0xff, 0xfe);
    }

    @Test
    void aDateWithATimeOfDayIsADate() {
        execute(0).put((byte) 0).put((byte) 1).putShort((short) 10);
        out.put((byte) 7).putShort((short) 2024).put(new byte[] {2, 29, 0, 0, 0});
        assertThat(read(1, null)).containsExactly("2024-02-29");
    }

    /** As MariaDB Connector/J sends the negative time −34:05:06. */
    @Test
    void aTimeThatCannotBeIsUnknown() {
        execute(0).put((byte) 0).put((byte) 1).putShort((short) 11);
        out.put((byte) 8).put((byte) 1).putInt(-1).put(new byte[] {-10, -5, -6});
        assertThat(BinaryParameters.known(out.array(), out.position(), 1, null)).isFalse();
    }

    @Test
    void typesAreRememberedFromTheExecutionBefore() {
        execute(0).put((byte) 0).put((byte) 1).putShort((short) 3).putInt(42);
        byte[] types = BinaryParameters.noteTypes(out.array(), out.position(), 1, null);
        assertThat(types).containsExactly(3, 0);
        out.clear();
        execute(0).put((byte) 0).put((byte) 0).putInt(43);
        assertThat(BinaryParameters.noteTypes(out.array(), out.position(), 1, types))
                .isSameAs(types);
        assertThat(read(1, types)).containsExactly(43L);
        assertThat(BinaryParameters.known(out.array(), out.position(), 1, null)).isFalse();
    }

    /** Types that are not those of the values would do so. */
    @Test
    void bytesBehindTheValuesMakeThemUnknown() {
        execute(0).put((byte) 0).put((byte) 1).putShort((short) 3).putInt(7);
        assertThat(BinaryParameters.known(out.array(), out.position(), 1, null)).isTrue();
        out.put((byte) 0);
        assertThat(BinaryParameters.known(out.array(), out.position(), 1, null)).isFalse();
    }

    @Test
    void namedParametersOfQueryAttributesAreToldApart() {
        execute(8).put((byte) 2).put((byte) 0).put((byte) 1);
        out.putShort((short) 3).put((byte) 0); // the statement's own, without a name
        out.putShort((short) 253).put((byte) 5).put("trace".getBytes(UTF_8));
        out.putInt(7).put((byte) 3).put("abc".getBytes(UTF_8));
        assertThat(read(1, null)).containsExactly(7L);
        assertThat(BinaryParameters.noteTypes(out.array(), out.position(), 1, null))
                .containsExactly(3, 0);
    }

    @Test
    void everyCutIsNoticed() {
        execute(0).put((byte) 0).put((byte) 1).putShort((short) 253).putShort((short) 12);
        out.put((byte) 3)
                .put("abc".getBytes(UTF_8))
                .put((byte) 7)
                .putShort((short) 2026)
                .put(new byte[] {1, 2, 3, 4, 5});
        assertThat(read(2, null)).containsExactly("abc", "2026-01-02 03:04:05");
        for (int length = 0; length < out.position(); length++) {
            byte[] cut = Arrays.copyOf(out.array(), length);
            assertThat(BinaryParameters.read(cut, length, 2, null, value -> {})).isFalse();
        }
    }
}
