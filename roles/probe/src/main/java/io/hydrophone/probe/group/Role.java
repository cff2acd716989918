package io.hydrophone.probe.group;

import java.util.Locale;

/** What a node is for the others. */
public enum Role {
    /** Listens beside a server and pushes its reports; no member of the group, but listed with it. mysql-probe's word is {@code slave}. */
    PROBE,
    /** Collects the probes' reports; there is one in a group. */
    MASTER,
    /** Would take the master's place. */
    STANDBY;

    /** In lower case, as in JSON and in files. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
