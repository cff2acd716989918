package io.hydrophone.agent.program;

import io.hydrophone.core.ProblemException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A user of this machine as whom a program runs. */
record Account(String uid, String gid) {
    /** Who runs the agent; empty where the system does not say. */
    static final String OWN = ProcessHandle.current().info().user().orElse("");

    private static final Map<String, Account> KNOWN = new ConcurrentHashMap<>();

    /**
     * The account of a name.
     *
     * @throws ProblemException when there is none, or the agent may not run anything in its name
     */
    static Account of(String user) throws IOException, InterruptedException {
        Account known = KNOWN.get(user);
        if (known == null) {
            if (!OWN.equals("root")) {
                throw new ProblemException(
                        "not-root",
                        "only root runs programs as " + user + ", and the agent runs as " + OWN,
                        "",
                        "run the agent as root, or give no user");
            }
            known = new Account(id("-u", user), id("-g", user));
            KNOWN.put(user, known);
        }
        return known;
    }

    private static String id(String what, String user) throws IOException, InterruptedException {
        ProgramResult result = new Program(List.of("id", what, "--", user), Path.of("/"), ProgramLimits.OF_TOOLS).run();
        String id = result.output().strip();
        if (result.exit() != 0 || !id.matches("[0-9]+")) {
            throw new ProblemException(
                    "no-such-user", "there is no user " + user, "", "make one, or give another by user");
        }
        return id;
    }

    /** What goes before a command: it gets all of the user's groups, and nothing that it starts gets more rights. */
    List<String> prefix() {
        return List.of(
                "setpriv",
                "--reuid=" + uid,
                "--regid=" + gid,
                "--init-groups",
                "--inh-caps=-all",
                "--no-new-privs",
                "--");
    }
}
