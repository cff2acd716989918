package io.hydrophone.upkeep.release;

import io.hydrophone.core.ProblemException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes files as POSIX' ustar, which every tar reads. Owners and times are left out: who unpacks owns the files.
 *
 * @see <a href="https://pubs.opengroup.org/onlinepubs/9799919799/utilities/pax.html">pax, ustar interchange format</a>
 */
public final class TarWriter {
    private static final int BLOCK = 512;
    private static final int NAME = 100;
    private static final int PREFIX = 155;
    private static final int PREFIX_AT = 345;
    private static final int CHECKSUM_AT = 148;
    private static final int CHECKSUM_LENGTH = 8;

    private final OutputStream out;

    /**
     * Before a stream.
     *
     * @param out stays open
     */
    public TarWriter(OutputStream out) {
        this.out = out;
    }

    /** A signed release with all its files. */
    public static void write(Path release, SignedManifest signed, OutputStream out) throws IOException {
        TarWriter tar = new TarWriter(out);
        tar.file(SignedManifest.FILE, release.resolve(SignedManifest.FILE), false);
        tar.file(SignedManifest.SIGNATURE_FILE, release.resolve(SignedManifest.SIGNATURE_FILE), false);
        for (ReleaseFile file : signed.unverified().files()) {
            tar.file(file.name(), release.resolve(file.name()), file.executable());
        }
        tar.end();
    }

    /**
     * Adds a file.
     *
     * @throws ProblemException {@code name-too-long} for a name that the format does not hold
     */
    public void file(String name, Path file, boolean executable) throws IOException {
        long size = Files.size(file);
        out.write(header(name, size, executable ? 0755 : 0644));
        long written = Files.copy(file, out);
        if (written != size) {
            throw new IOException(file + " changed while it was read");
        }
        out.write(new byte[(int) (-size & (BLOCK - 1))]);
    }

    /** Two empty blocks. */
    public void end() throws IOException {
        out.write(new byte[2 * BLOCK]);
        out.flush();
    }

    private static byte[] header(String name, long size, int mode) {
        byte[] header = new byte[BLOCK];
        int slash = name.length() <= NAME ? -1 : name.indexOf('/', name.length() - NAME - 1);
        if (name.length() > NAME && (slash < 1 || slash > PREFIX)) {
            throw new ProblemException("name-too-long", "no tar archive holds so long a name", name, "shorten it");
        }
        text(header, 0, name.substring(slash + 1));
        octal(header, 100, 8, mode);
        octal(header, 108, 8, 0);
        octal(header, 116, 8, 0);
        octal(header, 124, 12, size);
        octal(header, 136, 12, 0);
        header[156] = '0';
        text(header, 257, "ustar\0" + "00");
        text(header, PREFIX_AT, slash < 0 ? "" : name.substring(0, slash));
        int sum = CHECKSUM_LENGTH * ' ';
        for (byte b : header) {
            sum += b & 0xff;
        }
        octal(header, CHECKSUM_AT, 7, sum);
        header[CHECKSUM_AT + 7] = ' ';
        return header;
    }

    private static void text(byte[] header, int at, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, header, at, bytes.length);
    }

    /** Digits with leading zeros, and a NUL. */
    private static void octal(byte[] header, int at, int length, long value) {
        String digits = Long.toOctalString(value);
        text(header, at, "0".repeat(length - 1 - digits.length()) + digits);
    }
}
