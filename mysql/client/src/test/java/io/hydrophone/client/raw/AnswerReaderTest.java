package io.hydrophone.client.raw;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.hydrophone.protocol.Capability;
import io.hydrophone.protocol.Command;
import io.hydrophone.protocol.ServerStatus;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.net.ProtocolException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers as the protocol's pages have them, in pieces of any size; what real servers say is tested on them. */
class AnswerReaderTest {
    private static final long OLD = 0;
    private static final long NEW = Capability.DEPRECATE_EOF;
    private static final int MORE = ServerStatus.MORE_RESULTS_EXISTS;

    private static Answer read(byte[] script, int piece, long capabilities, Command command) throws IOException {
        Played server = new Played(script, piece);
        Packets packets = new Packets(server);
        packets.command(new byte[] {(byte) command.code()}, 0, 1);
        AnswerReader reader = new AnswerReader(packets, capabilities);
        reader.checksumRows(true);
        Answer answer = reader.read(command, AnswerHandler.REFUSING);
        assertThat(server.read()).isEqualTo(script.length);
        return answer;
    }

    private static byte[] oldRows() {
        return new Script(1)
                .columns(2)
                .eof(0, 0)
                .packet("\u00011\u0003one")
                .packet("\u00fb\u0003two")
                .eof(3, MORE | ServerStatus.NO_INDEX_USED)
                .ok(5, 0, ServerStatus.IN_TRANS)
                .bytes();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 7, 64, 16_384})
    void severalResultsAreOneAnswer(int piece) throws IOException {
        Answer answer = read(oldRows(), piece, OLD, Command.COM_QUERY);
        assertThat(answer.isError()).isFalse();
        assertThat(answer.results()).isEqualTo(2);
        assertThat(answer.rows()).isEqualTo(2);
        assertThat(answer.columnCount()).isEqualTo(2);
        assertThat(answer.affected()).isEqualTo(5);
        assertThat(answer.warnings()).isZero();
        assertThat(answer.status()).isEqualTo(ServerStatus.IN_TRANS | ServerStatus.NO_INDEX_USED);
        assertThat(answer.bytes()).isEqualTo(oldRows().length);
        assertThat(answer.firstNanos()).isLessThanOrEqualTo(answer.endNanos());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4, 16_384})
    void rowsAreTheSameWithoutEofBetween(int piece) throws IOException {
        byte[] script = new Script(1)
                .columns(2)
                .packet("\u00fb\u0003two")
                .packet("\u00011\u0003one")
                .end(1, 0)
                .bytes();
        Answer answer = read(script, piece, NEW, Command.COM_QUERY);
        assertThat(answer.rows()).isEqualTo(2);
        assertThat(answer.warnings()).isEqualTo(1);
        assertThat(answer.rowChecksum())
                .isEqualTo(read(oldRows(), piece, OLD, Command.COM_QUERY).rowChecksum());
    }

    @Test
    void anErrorInTheMiddleEndsTheAnswer() throws IOException {
        byte[] script = new Script(1)
                .columns(1)
                .packet("\u00011")
                .error(1317, "Query execution was interrupted")
                .bytes();
        Answer answer = read(script, 9, NEW, Command.COM_QUERY);
        assertThat(answer.isError()).isTrue();
        assertThat(answer.errorCode()).isEqualTo(1317);
        assertThat(answer.sqlState()).isEqualTo("42000");
        assertThat(answer.message()).isEqualTo("Query execution was interrupted");
        assertThat(answer.rows()).isEqualTo(1);
    }

    @Test
    void reportsOfProgressArePassedOver() throws IOException {
        byte[] script = new Script(1)
                .packet("\u00ff\u00ff\u00ff\u0001\u0001\u0002")
                .packet("\u00ff\u00ff\u00ff\u0001\u0002\u0002")
                .ok(7, 0, 0)
                .bytes();
        Answer answer = read(script, 3, NEW, Command.COM_QUERY);
        assertThat(answer.isError()).isFalse();
        assertThat(answer.affected()).isEqualTo(7);
    }

    @Test
    void definitionsThatTheClientKnowsAreLeftOut() throws IOException {
        long caching = NEW | Capability.MARIADB_CACHE_METADATA;
        byte[] without = new Script(1)
                .packet("\u0002\0")
                .packet("\u00011\u00012")
                .end(0, 0)
                .bytes();
        assertThat(read(without, 5, caching, Command.COM_STMT_EXECUTE).rows()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(longs = {OLD, NEW})
    void aCursorKeepsItsRows(long capabilities) throws IOException {
        Script script = new Script(1).columns(1);
        byte[] opened = capabilities == OLD
                ? script.eof(0, ServerStatus.CURSOR_EXISTS).bytes()
                : script.end(0, ServerStatus.CURSOR_EXISTS).bytes();
        Answer answer = read(opened, 100, capabilities, Command.COM_STMT_EXECUTE);
        assertThat(answer.rows()).isZero();
        assertThat(answer.status()).isEqualTo(ServerStatus.CURSOR_EXISTS);
        byte[] fetched = new Script(1)
                .packet("\0\0x")
                .packet("\0\0y")
                .eof(0, ServerStatus.CURSOR_EXISTS | ServerStatus.LAST_ROW_SENT)
                .bytes();
        answer = read(fetched, 100, capabilities, Command.COM_STMT_FETCH);
        assertThat(answer.rows()).isEqualTo(2);
        assertThat(answer.status()).isEqualTo(ServerStatus.CURSOR_EXISTS | ServerStatus.LAST_ROW_SENT);
    }

    @ParameterizedTest
    @ValueSource(longs = {OLD, NEW})
    void aPreparedStatementTellsItsNumbers(long capabilities) throws IOException {
        Script script = new Script(1).packet("\0\u0005\0\0\u0080\u0001\0\u0002\0\0\u0003\0");
        definition(definition(script, 2, capabilities), 1, capabilities);
        Answer answer = read(script.bytes(), 6, capabilities, Command.COM_STMT_PREPARE);
        assertThat(answer.statementId()).isEqualTo(0x8000_0005L);
        assertThat(answer.columnCount()).isEqualTo(1);
        assertThat(answer.parameterCount()).isEqualTo(2);
        assertThat(answer.warnings()).isEqualTo(3);
    }

    private static Script definition(Script script, int count, long capabilities) {
        for (int i = 0; i < count; i++) {
            script.packet("\u0003def");
        }
        return capabilities == OLD ? script.eof(0, 0) : script;
    }

    @Test
    void textAndFieldsEndWhereTheyDo() throws IOException {
        byte[] text = new Script(1).packet("Uptime: 5  Threads: 1").bytes();
        assertThat(read(text, 4, NEW, Command.COM_STATISTICS).bytes()).isEqualTo(text.length);
        byte[] fields =
                new Script(1).packet("\u0003def").packet("\u0003def").eof(0, 0).bytes();
        assertThat(read(fields, 4, OLD, Command.COM_FIELD_LIST).rows()).isZero();
        assertThat(read(new byte[0], 4, OLD, Command.COM_STMT_CLOSE).bytes()).isZero();
    }

    @Test
    void aFileIsSentInPiecesAndEndedByAnEmptyPacket() throws IOException {
        byte[] script =
                new Script(1).packet("\u00fb/tmp/some.csv").from(5).ok(3, 0, 0).bytes();
        Played server = new Played(script, 1000);
        Packets packets = new Packets(server);
        packets.command(new byte[] {3}, 0, 1);
        byte[] file = new byte[20_000];
        String[] asked = new String[1];
        Answer answer = new AnswerReader(packets, NEW).read(Command.COM_QUERY, new AnswerHandler() {
            @Override
            public InputStream localFile(String name) {
                asked[0] = name;
                return new ByteArrayInputStream(file);
            }
        });
        assertThat(asked[0]).isEqualTo("/tmp/some.csv");
        assertThat(answer.affected()).isEqualTo(3);
        byte[] heard = server.heard();
        // The command; two packets of the file, numbered 2 and 3; an empty one, numbered 4.
        assertThat(heard).hasSize(5 + 4 + 4 + file.length + 4);
        assertThat(heard[5 + 3]).isEqualTo((byte) 2);
        assertThat(heard).endsWith(0, 0, 0, 4);
    }

    @Test
    void packetsThatAreMissingAreNoAnswer() {
        byte[] script = new Script(1)
                .columns(1)
                .packet("\u00011")
                .from(9)
                .packet("\u00012")
                .end(0, 0)
                .bytes();
        assertThatThrownBy(() -> read(script, 100, NEW, Command.COM_QUERY))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("packet 9 came where 4 was expected");
    }

    @Test
    void anErrorThatNobodyAskedForIsTheAnswer() throws IOException {
        byte[] script = new Script(0)
                .error(4031, "The client was disconnected by the server because of inactivity.")
                .bytes();
        assertThat(read(script, 100, NEW, Command.COM_QUERY).errorCode()).isEqualTo(4031);
    }

    @Test
    void lengthsThatDoNotComeEndWithTheConnection() {
        byte[] huge = {(byte) 0xff, (byte) 0xff, (byte) 0xff, 1, 1, 2, 3};
        assertThatThrownBy(() -> read(huge, 100, NEW, Command.COM_QUERY)).isInstanceOf(IOException.class);
        byte[] torn = new Script(1).columns(3).bytes();
        assertThatThrownBy(() -> read(torn, 100, NEW, Command.COM_QUERY)).isInstanceOf(EOFException.class);
    }

    /** Once compiled, and without an error, answers cost no memory. */
    @Test
    void readingAllocatesNothing() throws IOException {
        byte[] once = new Script(1)
                .columns(3)
                .packet("\u00011" + "\u0014" + "x".repeat(20))
                .packet("\u00012" + "\u0014" + "y".repeat(20))
                .end(0, 0)
                .bytes();
        Transport endless = new Transport() {
            private int at;

            @Override
            public int read(byte[] into, int offset, int length) {
                int count = Math.min(length, once.length - at);
                System.arraycopy(once, at, into, offset, count);
                at = at + count == once.length ? 0 : at + count;
                return count;
            }

            @Override
            public void write(byte[] data, int offset, int length) {}
        };
        Packets packets = new Packets(endless);
        AnswerReader reader = new AnswerReader(packets, NEW);
        reader.checksumRows(true);
        byte[] command = "\u0003SELECT a, b, c FROM t".getBytes(ISO_8859_1);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long rows = 0;
        long least = Long.MAX_VALUE;
        for (int trial = 0; trial < 20; trial++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 10_000; i++) {
                packets.command(command, 0, command.length);
                rows += reader.read(Command.COM_QUERY, AnswerHandler.REFUSING).rows();
            }
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        assertThat(rows).isEqualTo(20 * 10_000 * 2);
        assertThat(least).isLessThan(10_000);
    }
}
