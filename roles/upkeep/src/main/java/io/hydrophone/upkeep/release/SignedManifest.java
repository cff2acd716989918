package io.hydrophone.upkeep.release;

import io.hydrophone.core.Problem;
import io.hydrophone.core.ProblemException;
import io.hydrophone.core.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;

/**
 * A manifest with the very bytes that were signed, and their signature. What is in it is not looked at before the signature
 * was found good.
 */
public final class SignedManifest {
    /** Its file in a release's directory. */
    public static final String FILE = "manifest.json";

    /** The signature's, in base64. */
    public static final String SIGNATURE_FILE = "manifest.sig";

    public static final int MAX_BYTES = ManifestJson.MAX_BYTES;

    private static final int MAX_SIGNATURE_BYTES = 1 << 10;

    private final byte[] bytes;
    private final byte[] signature;

    private SignedManifest(byte[] bytes, byte[] signature) {
        this.bytes = bytes;
        this.signature = signature;
    }

    public static SignedManifest sign(Manifest manifest, SigningKey key) {
        byte[] bytes = ManifestJson.write(manifest);
        return new SignedManifest(bytes, key.sign(bytes));
    }

    /**
     * As it was received.
     *
     * @param signature in base64
     * @throws ProblemException {@code bad-signature} when that is no base64
     */
    public static SignedManifest of(byte[] bytes, String signature) {
        try {
            return new SignedManifest(bytes.clone(), Base64.getDecoder().decode(signature.strip()));
        } catch (IllegalArgumentException e) {
            throw refused(SIGNATURE_FILE);
        }
    }

    /**
     * Of a release's directory.
     *
     * @throws ProblemException {@code no-manifest} when it has none that can be read
     */
    public static SignedManifest read(Path release) {
        return of(
                read(release.resolve(FILE), MAX_BYTES),
                new String(read(release.resolve(SIGNATURE_FILE), MAX_SIGNATURE_BYTES), StandardCharsets.US_ASCII));
    }

    /** Writes both files; the signature last, since a manifest without one is not accepted. */
    public void write(Path release) throws IOException {
        Files.write(release.resolve(FILE), bytes);
        Files.writeString(release.resolve(SIGNATURE_FILE), signature() + "\n");
    }

    /**
     * What was signed.
     *
     * @throws ProblemException {@code bad-signature} when none of the keys signed it, {@code bad-manifest}, {@code bad-json}
     */
    public Manifest verified(TrustedKeys keys) {
        if (!keys.verify(bytes, signature)) {
            throw refused("manifest");
        }
        return ManifestJson.read(bytes);
    }

    /** For who hands it on, or made it himself: nobody has vouched for it. */
    public Manifest unverified() {
        return ManifestJson.read(bytes);
    }

    public byte[] bytes() {
        return bytes.clone();
    }

    /** In base64. */
    public String signature() {
        return Base64.getEncoder().encodeToString(signature);
    }

    private static byte[] read(Path file, int most) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(most + 1);
            if (bytes.length > most) {
                throw new ProblemException(
                        "bad-manifest", "the file has more than " + most + " bytes", file.toString(), "");
            }
            return bytes;
        } catch (IOException e) {
            throw new ProblemException(
                    new Problem(
                            "no-manifest",
                            "the file cannot be read (" + Reason.ofFile(e) + ")",
                            file.toString(),
                            "sign the release: hydrophone release sign " + file.getParent()),
                    e);
        }
    }

    private static ProblemException refused(String where) {
        return new ProblemException(
                "bad-signature",
                "none of the trusted keys has signed this manifest",
                where,
                "was it changed on its way, or signed with another key?");
    }
}
