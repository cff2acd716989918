package io.hydrophone.upkeep.release;

import io.hydrophone.core.Foreign;
import io.hydrophone.core.ProblemException;
import io.hydrophone.upkeep.JsonObject;
import io.hydrophone.upkeep.JsonText;

/** A manifest as JSON. */
final class ManifestJson {
    /** Of the bytes that are signed. */
    static final int MAX_BYTES = 2 << 20;

    private static final long FORMAT = 1;

    private ManifestJson() {}

    static byte[] write(Manifest manifest) {
        return JsonText.indented(json -> {
            json.writeNumberProperty("format", FORMAT);
            json.writeStringProperty("version", manifest.version());
            json.writeNumberProperty("serial", manifest.serial());
            JsonText.texts(json, "start", manifest.start());
            json.writeArrayPropertyStart("files");
            for (ReleaseFile file : manifest.files()) {
                json.writeStartObject();
                json.writeStringProperty("set", file.set().label());
                json.writeStringProperty("path", file.path());
                json.writeNumberProperty("size", file.size());
                json.writeStringProperty("sha256", file.sha256());
                if (file.executable()) {
                    json.writeBooleanProperty("executable", true);
                }
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }

    /**
     * Reads what was verified.
     *
     * @throws ProblemException {@code bad-json}, {@code bad-manifest}
     */
    static Manifest read(byte[] bytes) {
        if (bytes.length > MAX_BYTES) {
            throw new ProblemException(
                    "bad-manifest", "the manifest has more than " + (MAX_BYTES >> 20) + " MiB", "", "");
        }
        JsonObject json = JsonObject.parse(bytes, "manifest");
        json.number("format", FORMAT, FORMAT);
        return new Manifest(
                json.text("version"),
                json.number("serial", 1, Long.MAX_VALUE),
                json.texts("start"),
                json.objects("files").stream().map(ManifestJson::file).toList());
    }

    private static ReleaseFile file(JsonObject json) {
        FileSet set = FileSet.of(json.text("set"));
        if (set == null) {
            throw new ProblemException(
                    "bad-manifest", "there is no set '" + Foreign.text(json.text("set"), 40) + "'", "", "");
        }
        return new ReleaseFile(
                set,
                json.text("path"),
                json.number("size", 0, ReleaseFile.MAX_BYTES),
                json.text("sha256"),
                json.flag("executable"));
    }
}
