package io.hydrophone.upkeep.release;

import io.hydrophone.core.Problem;
import io.hydrophone.core.ProblemException;
import io.hydrophone.core.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Keys in text files (RFC 7468). */
final class Pem {
    private static final int MAX_BYTES = 64 << 10;

    private Pem() {}

    static String text(String label, byte[] der) {
        return "-----BEGIN " + label + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der) + "\n-----END " + label + "-----\n";
    }

    /** @throws ProblemException {@code bad-key} when there is none of the label, or several */
    static byte[] only(Path file, String label) {
        List<byte[]> all = all(file, label);
        if (all.size() > 1) {
            throw bad(file, "holds several keys", null);
        }
        return all.getFirst();
    }

    /** @throws ProblemException {@code bad-key} when there is none of the label */
    static List<byte[]> all(Path file, String label) {
        List<byte[]> all = new ArrayList<>();
        Matcher matcher = Pattern.compile(
                        "-----BEGIN " + label + "-----([A-Za-z0-9+/=\\s]+)-----END " + label + "-----")
                .matcher(content(file));
        try {
            while (matcher.find()) {
                all.add(Base64.getMimeDecoder().decode(matcher.group(1)));
            }
        } catch (IllegalArgumentException e) {
            throw bad(file, "is no PEM file", e);
        }
        if (all.isEmpty()) {
            throw bad(file, "holds no key", null);
        }
        return all;
    }

    static ProblemException bad(Path file, String what, Exception cause) {
        return new ProblemException(
                new Problem(
                        "bad-key",
                        "the file " + what,
                        file.toString(),
                        "give a PEM file of Ed25519: hydrophone release keygen makes a pair"),
                cause);
    }

    private static String content(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readNBytes(MAX_BYTES), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw bad(file, "cannot be read (" + Reason.ofFile(e) + ")", e);
        }
    }
}
