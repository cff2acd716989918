package io.hydrophone.upkeep.deploy;

import io.hydrophone.core.Problem;
import io.hydrophone.core.ProblemException;
import io.hydrophone.core.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.sshd.client.config.hosts.KnownHostEntry;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.PublicKeyEntryResolver;

/**
 * Keys of SSH servers that were seen, in OpenSSH's {@code known_hosts}, hashed names included. A key that is another than the
 * known one is never accepted. For any thread.
 *
 * @see <a href="https://man.openbsd.org/sshd#SSH_KNOWN_HOSTS_FILE_FORMAT">known_hosts</a>
 */
final class KnownHosts {
    private static final String REVOKED = "revoked";

    private final Path file;
    private final boolean acceptNew;
    private final List<KnownHostEntry> entries;

    /**
     * Of a file.
     *
     * @param file need not be there
     * @param acceptNew whether a host that was never seen is taken as it is, and written down
     */
    KnownHosts(Path file, boolean acceptNew) {
        this.file = file;
        this.acceptNew = acceptNew;
        try {
            this.entries =
                    Files.exists(file) ? new ArrayList<>(KnownHostEntry.readKnownHostEntries(file)) : new ArrayList<>();
        } catch (IOException | RuntimeException e) {
            throw new ProblemException(
                    new Problem("bad-known-hosts", Reason.innermost(e), file.toString(), "give another: --known-hosts"),
                    e);
        }
    }

    /** Kinds of keys that are known of a host: the server is asked for one of them. */
    synchronized Set<String> types(String host, int port) {
        return of(host, port).stream()
                .filter(entry -> !REVOKED.equals(entry.getMarker()))
                .map(entry -> entry.getKeyEntry().getKeyType())
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Judges a key.
     *
     * @return what is wrong with it; null when it is accepted
     */
    synchronized Problem complaint(String host, int port, PublicKey key) {
        String shown = KeyUtils.getFingerPrint(key);
        List<KnownHostEntry> known = of(host, port);
        for (KnownHostEntry entry : known) {
            boolean same = isKey(entry, key);
            if (same && REVOKED.equals(entry.getMarker())) {
                return new Problem("host-key-revoked", "its host key " + shown + " is revoked", file.toString(), "");
            }
            if (same) {
                return null;
            }
        }
        if (!known.isEmpty()) {
            return new Problem(
                    "host-key-changed",
                    "its host key changed: it shows " + shown + ", and another is known",
                    file.toString(),
                    "find out why; if the machine was set up anew, remove the old key: ssh-keygen -R "
                            + (port == 22 ? host : "'[" + host + "]:" + port + "'"));
        }
        if (!acceptNew) {
            return new Problem(
                    "host-unknown",
                    "its host key " + shown + " is not known",
                    file.toString(),
                    "compare it with what the machine has, or take it as it is: --accept-new");
        }
        return add(host, port, key);
    }

    private Problem add(String host, int port, PublicKey key) {
        String line = (port == 22 ? host : "[" + host + "]:" + port) + " " + PublicKeyEntry.toString(key);
        try {
            if (file.getParent() != null) {
                Files.createDirectories(file.getParent());
            }
            Files.writeString(
                    file, line + "\n", StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            entries.add(KnownHostEntry.parseKnownHostEntry(line));
            return null;
        } catch (IOException e) {
            return new Problem(
                    "host-key-not-kept",
                    "its host key cannot be written down (" + Reason.ofFile(e) + ")",
                    file.toString(),
                    "");
        }
    }

    private List<KnownHostEntry> of(String host, int port) {
        return entries.stream()
                .filter(entry -> entry.getKeyEntry() != null && entry.isHostMatch(host, port))
                .toList();
    }

    private static boolean isKey(KnownHostEntry entry, PublicKey key) {
        try {
            return KeyUtils.compareKeys(
                    entry.getKeyEntry().resolvePublicKey(null, PublicKeyEntryResolver.IGNORING), key);
        } catch (IOException | GeneralSecurityException e) {
            return false; // A kind of key that is not spoken here.
        }
    }
}
