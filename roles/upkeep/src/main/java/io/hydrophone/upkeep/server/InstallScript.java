package io.hydrophone.upkeep.server;

import io.hydrophone.http.Answer;
import io.hydrophone.upkeep.Script;
import java.nio.charset.StandardCharsets;

/** {@code /install.sh}: fetches the release for this machine, checks it, and puts it in its place. */
final class InstallScript {
    static final String TYPE = "text/x-shellscript; charset=utf-8";

    private static final byte[] SCRIPT = (Script.text("fetch.sh") + Script.text("common.sh") + Script.text("place.sh"))
            .getBytes(StandardCharsets.UTF_8);

    private InstallScript() {}

    static Answer answer() {
        return Answer.text(TYPE, SCRIPT);
    }
}
