package io.hydrophone.upkeep.server;

import io.hydrophone.core.Problem;
import io.hydrophone.http.Answer;
import io.hydrophone.http.HttpRequest;
import io.hydrophone.http.Operation;
import io.hydrophone.http.Routes;
import io.hydrophone.upkeep.JsonText;
import io.hydrophone.upkeep.release.ReleaseFile;
import io.hydrophone.upkeep.release.TarWriter;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Base64;

/** What Hydrophone's own agents ask: the manifest that is for them, its files by their content, and a whole release to install. */
final class UpdatePages {
    static final String BYTES = "application/octet-stream";

    private static final String ABOUT_AGENT = "who asks; the address otherwise";
    private static final String ABOUT_TAGS = "of the agent, with commas between them";

    private final ReleaseStore releases;
    private final Offer offer;

    UpdatePages(ReleaseStore releases, Offer offer) {
        this.releases = releases;
        this.offer = offer;
    }

    void add(Routes routes) {
        routes.get("/api/v1/manifest", this::manifest)
                .get("/api/v1/file", this::file)
                .get("/api/v1/archive", this::archive)
                .get("/install.sh", request -> InstallScript.answer())
                .describe(Operation.of(
                                "/api/v1/manifest", "The signed manifest of the release for an agent", Operation.JSON)
                        .text(Asking.AGENT, ABOUT_AGENT, "db7")
                        .text(Asking.TAGS, ABOUT_TAGS, "production,mysql")
                        .text("version", "the only one that is wanted", "1.2.0"))
                .describe(Operation.of(
                                "/api/v1/file", "A file of a release, or the part that a Range header names", BYTES)
                        .integer("serial", "of the release", 1_795_305_600_000_000L)
                        .text("sha256", "of the file", "0".repeat(64)))
                .describe(Operation.of("/api/v1/archive", "The release for an agent as a tar archive", BYTES)
                        .text(Asking.AGENT, ABOUT_AGENT, "db7")
                        .text(Asking.TAGS, ABOUT_TAGS, "production,mysql"))
                .describe(Operation.of("/install.sh", "A shell script that installs an agent", InstallScript.TYPE));
    }

    /** There is no release for who asks. */
    static Answer nothing(HttpRequest request) {
        return Answer.problem(
                404,
                new Problem(
                        "no-release",
                        "there is no release for this agent",
                        request.path(),
                        "put one into releases/ and sign it: hydrophone release sign"));
    }

    private Answer manifest(HttpRequest request) {
        String version = request.parameter("version");
        PublishedRelease release = version == null ? offer.to(Asking.of(request)) : releases.ofVersion(version);
        return release == null
                ? nothing(request)
                : Answer.json(JsonText.object(json -> {
                    json.writeStringProperty("version", release.manifest().version());
                    json.writeNumberProperty("serial", release.manifest().serial());
                    json.writeStringProperty(
                            "manifest",
                            Base64.getEncoder().encodeToString(release.signed().bytes()));
                    json.writeStringProperty("signature", release.signed().signature());
                }));
    }

    private Answer file(HttpRequest request) {
        request.expectOnly("serial", "sha256");
        PublishedRelease release = releases.ofSerial(request.number("serial", 0, 0, Long.MAX_VALUE));
        ReleaseFile file = release == null ? null : release.fileOfContent(String.valueOf(request.parameter("sha256")));
        return file == null
                ? Answer.problem(
                        404,
                        new Problem(
                                "no-such-file",
                                "no release has this file",
                                request.path(),
                                "ask for the manifest again"))
                : Answer.file(BYTES, release.open(file));
    }

    /** Made anew for each installation, and gone when it is sent. */
    private Answer archive(HttpRequest request) throws IOException {
        PublishedRelease release = offer.to(Asking.of(request));
        if (release == null) {
            return nothing(request);
        }
        for (ReleaseFile file : release.manifest().files()) {
            release.path(file); // No link may lead elsewhere.
        }
        Path file = Files.createTempFile("hydrophone-release", ".tar");
        FileChannel channel = FileChannel.open(
                file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
        try {
            OutputStream out = Channels.newOutputStream(channel);
            TarWriter.write(release.directory(), release.signed(), new BufferedOutputStream(out, 64 << 10));
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
        return Answer.file("application/x-tar", channel);
    }
}
