package io.hydrophone.wire.tcp;

import io.hydrophone.protocol.LittleEndian;
import io.hydrophone.wire.tcp.Recording.Turn;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;

/** Where packets of the protocol begin, told by their lengths alone, and turns that are cut there. */
public final class Boundaries {
    private Boundaries() {}

    /**
     * Cuts turns near every packet's beginning.
     *
     * @param distance of the cuts from there, in bytes, −1 for example
     */
    public static List<Turn> cut(List<Turn> turns, int distance) {
        List<Turn> cut = new ArrayList<>();
        NavigableSet<Integer> client = beginnings(turns, true);
        NavigableSet<Integer> server = beginnings(turns, false);
        int clientAt = 0;
        int serverAt = 0;
        for (Turn turn : turns) {
            int start = turn.fromClient() ? clientAt : serverAt;
            int end = start + turn.bytes().length;
            int at = start;
            for (int boundary : (turn.fromClient() ? client : server).subSet(start - distance, end - distance + 1)) {
                int where = boundary + distance;
                if (where > at && where < end) {
                    cut.add(part(turn, at - start, where - start));
                    at = where;
                }
            }
            cut.add(part(turn, at - start, end - start));
            if (turn.fromClient()) {
                clientAt = end;
            } else {
                serverAt = end;
            }
        }
        return cut;
    }

    private static Turn part(Turn turn, int from, int to) {
        return new Turn(turn.fromClient(), Arrays.copyOfRange(turn.bytes(), from, to));
    }

    /** In a session that is compressed or encrypted these are just some places. */
    private static NavigableSet<Integer> beginnings(List<Turn> turns, boolean fromClient) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        turns.stream().filter(turn -> turn.fromClient() == fromClient).forEach(turn -> all.writeBytes(turn.bytes()));
        byte[] bytes = all.toByteArray();
        NavigableSet<Integer> beginnings = new TreeSet<>();
        for (int at = 0; at + 4 <= bytes.length; at += 4 + LittleEndian.u3(bytes, at)) {
            beginnings.add(at);
        }
        return beginnings;
    }
}
