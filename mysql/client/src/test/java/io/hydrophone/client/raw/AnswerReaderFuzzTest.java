package io.hydrophone.client.raw;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.hydrophone.protocol.Capability;
import io.hydrophone.protocol.Command;
import io.hydrophone.protocol.Command.Reply;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Whatever a server answers: an answer that its bytes can hold, the same in whatever pieces it comes, or a refusal. */
class AnswerReaderFuzzTest {
    private static final Command[] COMMANDS = Arrays.stream(Command.values())
            .filter(command -> command.reply() != Reply.STREAM && command.reply() != Reply.LOGIN)
            .toArray(Command[]::new);

    private static final String REFUSED = "refused";

    private static final AnswerHandler FILES = new AnswerHandler() {
        @Override
        public InputStream localFile(String name) {
            return name.isEmpty() ? null : new ByteArrayInputStream(new byte[name.length()]);
        }
    };

    @FuzzTest(maxDuration = "10m")
    void anyAnswer(FuzzedDataProvider data) {
        Command command = data.pickValue(COMMANDS);
        long capabilities = (data.consumeBoolean() ? Capability.DEPRECATE_EOF : 0)
                | (data.consumeBoolean() ? Capability.MARIADB_CACHE_METADATA : 0);
        Compression compression = data.pickValue(Compression.values());
        int piece = data.consumeInt(1, 100);
        byte[] script = data.consumeRemainingAsBytes();
        String whole = read(script, 1 << 20, command, capabilities, compression);
        String torn = read(script, piece, command, capabilities, compression);
        // What is damaged in a frame may be met before or after the answer is whole.
        boolean mayDiffer = compression != Compression.NONE && (whole.equals(REFUSED) || torn.equals(REFUSED));
        if (!whole.equals(torn) && !mayDiffer) {
            throw new AssertionError(whole + ", but in pieces " + torn);
        }
    }

    private static String read(byte[] script, int piece, Command command, long capabilities, Compression compression) {
        Played server = new Played(script, piece);
        Packets packets = new Packets(server);
        try {
            if (compression != Compression.NONE) {
                FrameCodec codec = compression == Compression.ZLIB ? new ZlibCodec() : new ZstdCodec();
                packets.compressed(new CompressedTransport(server, codec));
            }
            packets.command(new byte[] {(byte) command.code()}, 0, 1);
            AnswerReader reader = new AnswerReader(packets, capabilities);
            reader.checksumRows(true);
            Answer answer = reader.read(command, FILES);
            if (compression == Compression.NONE && answer.bytes() > script.length) {
                throw new AssertionError(answer.bytes() + " bytes of " + script.length);
            }
            return answer.errorCode() + " " + answer.rows() + " " + answer.bytes() + " " + answer.rowChecksum();
        } catch (IOException e) {
            return REFUSED;
        } finally {
            packets.transport().release();
        }
    }
}
