package io.hydrophone.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.wire.session.Session;
import io.hydrophone.wire.session.SessionContext;
import io.hydrophone.wire.session.SessionCounters;
import io.hydrophone.wire.session.Streams;
import io.hydrophone.wire.source.LinkType;
import io.hydrophone.wire.source.PacketHandler;
import io.hydrophone.wire.tcp.BufferPool;
import io.hydrophone.wire.tcp.FrameDecoder;
import io.hydrophone.wire.tcp.Segment;
import io.hydrophone.wire.tcp.TcpCounters;
import io.hydrophone.wire.tcp.TcpReassembler;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Whatever is sent, the decoder's memory stays within what it says: the pool's bound, a head for each session beyond
 * it, and the objects of the sessions themselves. The bounds are those of the probe, whose heap is 64 MB.
 */
@Timeout(300)
class HostileStreamTest {
    private static final int SESSIONS = 16_384;
    private static final long BUFFERS = 16L << 20;
    private static final DecoderOptions OPTIONS =
            new DecoderOptions(Ports.of(Hostile.PORT), SESSIONS, 256 << 10, BUFFERS);

    /** Of an answer's packet, kept for each session that needs it, whatever the pool says. */
    private static final long HEAD_BYTES = 2048;

    /** Objects of a session and its connection, measured with all that a login leaves: 1.6 KB. */
    private static final long SESSION_BYTES = 2_000;

    /** Those that are under way at once, at most, and what each has on the heap. */
    private static final long INFLATERS = 512;

    private static final long INFLATER_BYTES = 32 << 10;

    /** Tables that grow with the sessions and the names, and what the heap is never without. */
    private static final long OTHER_BYTES = 12 << 20;

    /** The decoder, with its pool in sight. */
    private static final class Decoder implements PacketHandler {
        final BufferPool pool = new BufferPool(BUFFERS);
        final TcpCounters tcpCounters = new TcpCounters();
        final SessionCounters counters = new SessionCounters();
        final TcpReassembler tcp;
        private final FrameDecoder frames = new FrameDecoder();
        private final Segment segment = new Segment();
        private long queries;
        private long last;

        Decoder() {
            SessionContext context = new SessionContext(
                    query -> queries++, new SessionKeys(2 * SESSIONS), pool, counters, new Streams(), OPTIONS);
            tcp = new TcpReassembler(OPTIONS.ports(), SESSIONS, pool, tcpCounters, Session.factory(context));
        }

        @Override
        public void packet(long nanos, LinkType link, byte[] data, int offset, int captured, int length) {
            last = nanos;
            segment.at(nanos);
            if (frames.decode(link, data, offset, captured, length, segment)) {
                tcp.segment(segment);
            }
        }

        @Override
        public void tick(long nanos) {
            tcp.tick(nanos);
        }

        @Override
        public void end() {
            tcp.end(last);
        }
    }

    private static long heap() {
        System.gc();
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private final long before = heap();
    private final Decoder decoder = new Decoder();
    private final Hostile hostile = new Hostile(decoder);

    private void assertBounded(long sessions) {
        assertBounded(sessions, 0);
    }

    private void assertBounded(long sessions, long more) {
        assertThat(decoder.pool.lentBytes()).as("lent").isBetween(0L, BUFFERS + sessions * HEAD_BYTES);
        long used = heap() - before;
        assertThat(used).as("heap").isLessThan(BUFFERS + sessions * (HEAD_BYTES + SESSION_BYTES) + OTHER_BYTES + more);
    }

    /** Nothing is under way any more, so nothing may be lent any more. */
    private void assertAllGivenBack() {
        decoder.end();
        assertThat(decoder.pool.lentBytes()).isZero();
    }

    @Test
    void aHundredThousandSessionsWithNamesOfTheirOwn() {
        for (int i = 0; i < 100_000; i++) {
            hostile.connect("user" + i).command(3, 100);
        }
        assertThat(decoder.tcpCounters.evicted).isGreaterThan(80_000);
        assertThat(decoder.queries).isGreaterThan(80_000); // aborted, as they were forgotten
        assertBounded(SESSIONS);
        assertAllGivenBack();
    }

    @Test
    void namesLongerThanAnyName() {
        String name = "n".repeat(60_000);
        for (int i = 0; i < 5_000; i++) {
            hostile.connect(i + name);
        }
        assertThat(decoder.counters.logins).isEqualTo(5_000);
        assertBounded(5_000);
        assertAllGivenBack();
    }

    @Test
    void packetsThatNeverEndAndLengthsThatNeverCome() {
        byte[] largest = new byte[60_000];
        for (int i = 0; i < 2_000; i++) {
            hostile.connect("app").rawClient(new byte[] {-1, -1, -1, 0, 3}); // 16 MiB of COM_QUERY …
            for (int more = 0; more < (i < 20 ? 300 : 2); more++) {
                hostile.rawClient(largest); // … of which not all comes, or more and more
            }
        }
        assertBounded(2_000);
        assertAllGivenBack();
    }

    @Test
    void commandsThatAreNeverAnswered() {
        for (int i = 0; i < 2_000; i++) {
            hostile.connect("app");
            for (int command = 0; command < 600; command++) {
                hostile.command(command % 2 == 0 ? 3 : 0x0e, 1);
            }
        }
        assertBounded(2_000);
        assertThat(decoder.counters.lostCommands).isPositive();
        assertAllGivenBack();
    }

    @Test
    void statementsThatAreNeverClosed() {
        for (int i = 0; i < 200; i++) {
            hostile.connect("app");
            for (int id = 1; id <= 1_000; id++) {
                hostile.command(0x16, 2_000).prepared(id, 0);
            }
        }
        assertThat(decoder.queries).isEqualTo(200_000);
        assertBounded(200);
        assertAllGivenBack();
    }

    @Test
    void statementsWithMoreParametersThanText() {
        for (int i = 0; i < 100; i++) {
            hostile.connect("app");
            for (int id = 1; id <= 200; id++) {
                hostile.command(0x16, 10).prepared(id, 65_535);
                byte[] execute = new byte[10 + 8_192 + 1 + 2 * 65_535];
                execute[0] = 0x17;
                execute[1] = (byte) id;
                execute[5 + 4 + 1 + 8_192] = 1; // types follow
                hostile.client(0, execute);
                hostile.server(1, new byte[] {0, 0, 0, 2, 0, 0, 0});
            }
        }
        assertBounded(100);
        assertAllGivenBack();
    }

    @Test
    void compressedBombs() {
        byte[] bomb = Hostile.bomb();
        byte[] half = Arrays.copyOf(bomb, bomb.length / 2);
        byte[] little = Arrays.copyOf(bomb, 100);
        Hostile compressing = hostile.compressing();
        for (int i = 0; i < 1_000; i++) {
            compressing.connect("app").rawClient(i < 3 ? bomb : i < 30 ? half : little);
        }
        assertThat(decoder.counters.compressed).isEqualTo(1_000);
        assertBounded(1_000, INFLATERS * INFLATER_BYTES);
        assertAllGivenBack();
    }

    @Test
    void noiseInEveryForm() {
        Random random = new Random(3);
        byte[] bytes = new byte[1_500];
        for (int i = 0; i < 100_000; i++) {
            random.nextBytes(bytes);
            bytes[12] = 0x08;
            bytes[13] = 0;
            bytes[14] = 0x45;
            bytes[23] = 6;
            bytes[20] = 0;
            bytes[21] = 0;
            bytes[36] = (byte) (Hostile.PORT >> 8);
            bytes[37] = (byte) Hostile.PORT;
            hostile.noise(bytes);
        }
        assertThat(decoder.tcpCounters.segments).isGreaterThan(50_000);
        assertBounded(SESSIONS);
        assertAllGivenBack();
    }
}
