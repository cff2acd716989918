package io.hydrophone.truth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.app.Main;
import io.hydrophone.wire.synthetic.PcapWriter;
import io.hydrophone.wire.tcp.Mutation;
import io.hydrophone.wire.tcp.Packets;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** {@code hydrophone decode} prints of a file what is heard. */
final class DecodeTrial {
    private static final JsonFactory JSON = new JsonFactory();

    private final Baseline baseline;
    private final Tally tally;

    DecodeTrial(Baseline baseline, Tally tally) {
        this.baseline = baseline;
        this.tally = tally;
    }

    void run(Path file) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            Packets.send(Mutation.whole(baseline.conversation().turns()), new PcapWriter(out));
        }
        List<Map<String, String>> printed = decode(file);
        assertThat(printed).hasSameSizeAs(baseline.said());
        for (int i = 0; i < printed.size(); i++) {
            Said said = baseline.said().get(i);
            assertThat(printed.get(i))
                    .containsEntry("command", said.command().name())
                    .containsEntry("status", said.outcome().label());
            assertThat(printed.get(i).getOrDefault("sql", "")).isEqualTo(said.sql());
            assertThat(printed.get(i).getOrDefault("error_code", "0")).isEqualTo(String.valueOf(said.errorCode()));
            assertThat(printed.get(i).getOrDefault("user", "")).isEqualTo(said.user());
            assertThat(printed.get(i).getOrDefault("db", "")).isEqualTo(said.database());
        }
        tally.compared(printed.size());
    }

    private static List<Map<String, String>> decode(Path file) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream errors = new ByteArrayOutputStream();
        String[] words = {"decode", "--no-mask", "--port", String.valueOf(Packets.SERVER_PORT), file.toString()};
        int status = Main.run(
                words,
                InputStream.nullInputStream(),
                new PrintStream(out, true, UTF_8),
                new PrintStream(errors, true, UTF_8));
        assertThat(status).as(errors.toString(UTF_8)).isZero();
        return out.toString(UTF_8).lines().map(DecodeTrial::scalars).toList();
    }

    /** The object's own numbers and texts. */
    private static Map<String, String> scalars(String line) {
        Map<String, String> scalars = new HashMap<>();
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), line)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = parser.currentName();
                if (parser.nextToken().isScalarValue()) {
                    scalars.put(name, parser.getString());
                } else {
                    parser.skipChildren();
                }
            }
        }
        return scalars;
    }
}
