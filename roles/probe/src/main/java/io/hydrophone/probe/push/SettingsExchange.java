package io.hydrophone.probe.push;

import io.hydrophone.probe.settings.GroupChanges;
import io.hydrophone.probe.settings.GroupChangesJson;
import io.hydrophone.probe.settings.Settings;

/** Learns from the master what the group was asked to change, and tells it what was asked here. For the delivering thread. */
final class SettingsExchange {
    private final Settings settings;
    private GroupChanges learned;

    SettingsExchange(Settings settings) {
        this.settings = settings;
    }

    /** A server that says nothing of settings is told nothing of them. */
    void tend(Link link) {
        GroupChanges theirs = link.settings();
        if (theirs == null) {
            return;
        }
        if (!theirs.equals(learned)) {
            settings.learn(theirs);
            learned = theirs;
        }
        settings.retry();
        GroupChanges known = settings.known();
        if (!theirs.with(known).equals(theirs) && link.say(GroupChangesJson.write(known))) {
            link.settings(known);
        }
    }
}
