package io.hydrophone.upkeep.update;

import io.hydrophone.upkeep.release.Manifest;
import io.hydrophone.upkeep.release.SignedManifest;

/** What asking for an update came to. */
public sealed interface Finding {
    /** One sentence without a full stop. */
    String text();

    /** A release is there that is to be taken. */
    record Available(SignedManifest signed, Manifest manifest) implements Finding {
        @Override
        public String text() {
            return "release " + manifest.version() + " is available, "
                    + manifest.files().size() + " files, " + (manifest.size() >> 10) + " KiB";
        }
    }

    /** The release in use, signed again: nothing has to start anew for that. */
    record SignedAgain(SignedManifest signed, Manifest manifest) implements Finding {
        @Override
        public String text() {
            return "release " + manifest.version() + " is in use, signed again";
        }
    }

    /** Nothing is to be done. */
    record UpToDate(String text) implements Finding {}

    /** What the server offers is not taken: it is older, or not the one that is pinned, or was given up before. */
    record Declined(String text) implements Finding {}
}
