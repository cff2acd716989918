package io.hydrophone.probe.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * What a group was asked to change, as far as it still holds: of each setting the change with the greatest stamp. Nodes that meet add up what
 * they know, in any order and as often as they like, and know the same afterwards.
 *
 * @param all the newest first; none of them is empty, and no two change the same setting
 */
public record GroupChanges(List<GroupChange> all) {
    public static final GroupChanges NONE = new GroupChanges(List.of());

    public GroupChanges {
        all = List.copyOf(all);
    }

    static GroupChanges of(List<GroupChange> changes) {
        TreeMap<Stamp, GroupChange> byStamp = new TreeMap<>();
        for (GroupChange each : changes) {
            byStamp.merge(
                    each.stamp(), each, (one, other) -> one.with(one.change().after(other.change())));
        }
        List<GroupChange> holding = new ArrayList<>();
        SettingsChange newer = SettingsChange.NONE;
        for (GroupChange each : byStamp.descendingMap().values()) {
            SettingsChange part = each.change().without(newer);
            if (!part.isEmpty()) {
                holding.add(each.with(part));
                newer = newer.after(part);
            }
        }
        return new GroupChanges(holding);
    }

    /** What holds of these and others. */
    public GroupChanges with(GroupChanges others) {
        if (others.all.isEmpty() || others.equals(this)) {
            return this;
        }
        List<GroupChange> both = new ArrayList<>(all);
        both.addAll(others.all);
        return of(both);
    }

    GroupChanges with(GroupChange change) {
        return with(new GroupChanges(List.of(change)));
    }

    /** What holds of these and was not known, the oldest first. */
    List<GroupChange> since(GroupChanges known) {
        List<GroupChange> fresh = new ArrayList<>();
        for (GroupChange each : all.reversed()) {
            SettingsChange before = known.all.stream()
                    .filter(old -> old.stamp().equals(each.stamp()))
                    .map(GroupChange::change)
                    .findFirst()
                    .orElse(SettingsChange.NONE);
            SettingsChange part = each.change().without(before);
            if (!part.isEmpty()) {
                fresh.add(each.with(part));
            }
        }
        return fresh;
    }

    /** All of them as one change. */
    public SettingsChange together() {
        return all.stream().map(GroupChange::change).reduce(SettingsChange.NONE, SettingsChange::after);
    }

    /** Of the newest; 0 when there is none. */
    long lastMicros() {
        return all.isEmpty() ? 0 : all.getFirst().stamp().micros();
    }
}
