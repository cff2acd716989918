package io.hydrophone.probe.master;

import io.hydrophone.probe.settings.LiveSettings;
import io.hydrophone.probe.settings.Settings;

/**
 * What a master's group was asked to change. It changes nothing of the master itself: an interval is what the probes make of it, so is a
 * threshold, and a master hears no sessions.
 */
final class GroupWishes implements Settings.Target {
    private volatile LiveSettings wished = LiveSettings.UNKNOWN;

    @Override
    public LiveSettings settings() {
        return wished;
    }

    @Override
    public void change(LiveSettings changed) {
        wished = changed;
    }
}
