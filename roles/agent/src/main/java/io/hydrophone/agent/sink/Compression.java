package io.hydrophone.agent.sink;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;

/** How a body is compressed on its way. */
public enum Compression {
    NONE(""),
    GZIP("gzip"),
    /** In the frame of zlib, as HTTP has it. */
    DEFLATE("deflate"),
    ZSTD("zstd");

    private static final int ZSTD_LEVEL = 3;

    private final String coding;

    Compression(String coding) {
        this.coding = coding;
    }

    /** As it stands in {@code Content-Encoding}; empty for none. */
    String coding() {
        return coding;
    }

    byte[] apply(byte[] body) {
        return switch (this) {
            case NONE -> body;
            case ZSTD -> Zstd.compress(body, ZSTD_LEVEL);
            case GZIP, DEFLATE -> stream(body);
        };
    }

    private byte[] stream(byte[] body) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(64 + body.length / 4);
        try (OutputStream packed = this == GZIP ? new GZIPOutputStream(out) : new DeflaterOutputStream(out)) {
            packed.write(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // Nobody's: it is memory.
        }
        return out.toByteArray();
    }
}
