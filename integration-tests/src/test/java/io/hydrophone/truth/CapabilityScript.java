package io.hydrophone.truth;

import static io.hydrophone.truth.RawClient.fixed;
import static io.hydrophone.truth.RawClient.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.protocol.Capability;
import io.hydrophone.protocol.Command;
import java.io.IOException;
import java.util.List;
import java.util.stream.LongStream;

/** One script for clients that agree with their server on different things: none of them changes what is to be heard. */
final class CapabilityScript {
    /** MariaDB's own capability. */
    private static final long CACHE_METADATA = 1L << 36;

    private static final int CURSOR = 1;

    static final List<Long> CAPABILITIES = LongStream.of(
                    0,
                    Capability.DEPRECATE_EOF,
                    Capability.SESSION_TRACK,
                    Capability.QUERY_ATTRIBUTES,
                    Capability.OPTIONAL_RESULTSET_METADATA,
                    Capability.DEPRECATE_EOF
                            | Capability.SESSION_TRACK
                            | Capability.QUERY_ATTRIBUTES
                            | Capability.OPTIONAL_RESULTSET_METADATA,
                    CACHE_METADATA,
                    CACHE_METADATA | Capability.DEPRECATE_EOF)
            .boxed()
            .toList();

    private CapabilityScript() {}

    static void play(RawClient client) throws Exception {
        client.query("SELECT 1; SELECT 2, 3");
        client.query("SELECT 1 FROM dual WHERE 1 = 0");
        client.query("DO 1");
        client.query("SELECT nope");
        client.query("DROP TABLE IF EXISTS nowhere");
        int id = client.prepare("SELECT ?, 'x' UNION SELECT 2, ?");
        boolean named = client.can(Capability.QUERY_ATTRIBUTES); // then with a count, and a name behind each type
        byte[] count = named ? new byte[] {2} : new byte[0];
        byte[] types = named ? new byte[] {8, 0, 0, (byte) 253, 0, 0} : new byte[] {8, 0, (byte) 253, 0};
        client.execute(id, 0, count, new byte[] {0, 1}, types, fixed(7, 8), text("\u0005seven"));
        client.execute(id, 0, count, new byte[] {0, 0}, fixed(8, 8), text("\u0005eight"));
        client.execute(id, CURSOR, count, new byte[] {0, 0}, fixed(9, 8), text("\u0004nine"));
        for (int i = 0; i < 3; i++) {
            client.write(RawClient.command(Command.COM_STMT_FETCH, fixed(id, 4), fixed(1, 4)));
            client.rows();
        }
        client.execute(client.prepare("SELECT 'no parameter'"), 0);
        client.prepare("DO ?");
        client.prepare("DO 1");
        try {
            client.prepare("SELECT FROM");
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("syntax");
        }
        client.query("DO 2"); // whose warnings later commands would repeat
        client.write(RawClient.command(Command.COM_STATISTICS));
        client.packet();
        client.write(RawClient.command(Command.COM_PING));
        client.packet();
        client.write(RawClient.command(Command.COM_SET_OPTION, fixed(0, 2)));
        client.packet();
        client.query("SELECT 'at last'");
        client.write(RawClient.command(Command.COM_QUIT));
    }
}
