package io.hydrophone.probe.settings;

/**
 * A change that was asked of one node and holds for its group.
 *
 * @param who the address of the client that asked
 * @param persist whether nodes keep it over restarts
 */
public record GroupChange(Stamp stamp, String who, boolean persist, SettingsChange change) {
    GroupChange with(SettingsChange part) {
        return new GroupChange(stamp, who, persist, part);
    }
}
