package io.hydrophone.agent.service;

/**
 * What systemd says of a unit (man systemctl).
 *
 * @param load {@code loaded}, {@code not-found}, {@code masked} …
 * @param active whether it is: {@code active}, {@code failed} and others
 * @param sub {@code running}, {@code exited}, {@code dead} …
 */
record UnitState(String load, String active, String sub) {
    static final UnitState UNKNOWN = new UnitState("", "", "");

    /** One that did its work and ended does not. */
    boolean runs() {
        return sub.equals("running");
    }

    /** For people. */
    String text() {
        if (load.isEmpty()) {
            return "systemd says nothing of it";
        }
        return load.equals("loaded") ? active + " (" + sub + ")" : load;
    }
}
