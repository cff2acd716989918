package io.hydrophone.probe.group;

import java.util.List;

/**
 * Who is there and who is not, at the same moment.
 *
 * @param away nodes that were members once, and are not in the view; looked for all the time
 */
public record Roster(GroupView view, List<Node> away) {
    public Roster {
        away = List.copyOf(away);
    }
}
