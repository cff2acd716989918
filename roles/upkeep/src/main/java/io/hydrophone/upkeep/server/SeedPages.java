package io.hydrophone.upkeep.server;

import io.hydrophone.core.Problem;
import io.hydrophone.http.Answer;
import io.hydrophone.http.HttpRequest;
import io.hydrophone.http.Routes;
import io.hydrophone.upkeep.JsonText;
import io.hydrophone.upkeep.release.FileSet;
import io.hydrophone.upkeep.release.ReleaseFile;
import io.hydrophone.upkeep.release.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What updaters built into dd-agents ask: {@code client}, {@code client/version}, {@code client/file-v2} and {@code
 * client/file/NAME}, the name in base64. Their names of files begin with {@code conf.d/} or {@code checks.d/}, by which they
 * tell configuration from checks; what is neither has the path that it has in its set. They read lists with Python's {@code
 * eval}, so there is no {@code true} or {@code null} in them.
 */
final class SeedPages {
    private static final String FILE = "/client/file/";

    private final Offer offer;
    /** MD5 of the files of releases, by SHA-256. Asked for by name, it protects from nothing. */
    private final Map<String, String> md5 = new ConcurrentHashMap<>();

    SeedPages(Offer offer) {
        this.offer = offer;
    }

    void add(Routes routes) {
        routes.get("/client", this::sets)
                .get("/client/version", this::version)
                .get("/client/file-v2", this::files)
                .below(FILE, this::file);
    }

    private Answer sets(HttpRequest request) {
        PublishedRelease release = offer.to(Asking.of(request));
        return release == null
                ? UpdatePages.nothing(request)
                : Answer.json(JsonText.object(json -> {
                    json.writeStringProperty("version", release.manifest().version());
                    json.writeArrayPropertyStart("filesets");
                    for (FileSet set : FileSet.values()) {
                        json.writeStartObject();
                        json.writeStringProperty("name", set.label());
                        json.writeStringProperty("directory", directory(set));
                        json.writeArrayPropertyStart("files");
                        release.manifest().files().stream()
                                .filter(file -> file.set() == set)
                                .map(SeedPages::name)
                                .forEach(json::writeString);
                        json.writeEndArray();
                        json.writeEndObject();
                    }
                    json.writeEndArray();
                }));
    }

    private Answer version(HttpRequest request) {
        PublishedRelease release = offer.to(Asking.of(request));
        return release == null
                ? UpdatePages.nothing(request)
                : Answer.text(release.manifest().version());
    }

    private Answer files(HttpRequest request) throws IOException {
        PublishedRelease release = offer.to(Asking.of(request));
        if (release == null) {
            return UpdatePages.nothing(request);
        }
        Map<String, String> digests = new HashMap<>();
        for (ReleaseFile file : release.manifest().files()) {
            digests.put(file.name(), md5(file, release.path(file)));
        }
        return Answer.json(JsonText.object(json -> {
            json.writeStringProperty("version", release.manifest().version());
            json.writeArrayPropertyStart("files");
            for (ReleaseFile file : release.manifest().files()) {
                json.writeStartObject();
                json.writeStringProperty("name", name(file));
                json.writeStringProperty("md5", digests.get(file.name()));
                json.writeStringProperty("sha256", file.sha256());
                json.writeNumberProperty("size", file.size());
                json.writeStringProperty("set", file.set().label());
                json.writeEndObject();
            }
            json.writeEndArray();
        }));
    }

    private Answer file(HttpRequest request) {
        PublishedRelease release = offer.to(Asking.of(request));
        String asked = decoded(request.path().substring(FILE.length()));
        ReleaseFile file = release == null || asked == null
                ? null
                : release.manifest().files().stream()
                        .filter(one -> name(one).equals(asked))
                        .findFirst()
                        .orElse(null);
        if (file == null) {
            return Answer.problem(
                    404,
                    new Problem(
                            "no-such-file",
                            "the release has no file of this name",
                            request.path(),
                            "give a name of client/file-v2 in base64"));
        }
        return Answer.file(UpdatePages.BYTES, release.open(file));
    }

    /** Both alphabets (RFC 4648), padded or not; null when it is neither. */
    private static String decoded(String base64) {
        try {
            String one = base64.replace('-', '+').replace('_', '/').replace(' ', '+');
            return new String(Base64.getDecoder().decode(one), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static String name(ReleaseFile file) {
        return directory(file.set()) + file.path();
    }

    private static String directory(FileSet set) {
        return switch (set) {
            case PROGRAM -> "";
            case CHECKS -> "checks.d/";
            case CONF -> "conf.d/";
        };
    }

    private String md5(ReleaseFile file, Path path) throws IOException {
        String known = md5.get(file.sha256());
        if (known == null) {
            try {
                MessageDigest digest = MessageDigest.getInstance("MD5");
                Sha256.update(digest, path);
                known = HexFormat.of().formatHex(digest.digest());
            } catch (NoSuchAlgorithmException e) {
                throw new AssertionError("every Java has MD5", e);
            }
            md5.put(file.sha256(), known);
        }
        return known;
    }
}
