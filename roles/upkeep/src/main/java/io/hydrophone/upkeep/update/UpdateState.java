package io.hydrophone.upkeep.update;

import io.hydrophone.core.ProblemException;
import io.hydrophone.upkeep.JsonObject;
import io.hydrophone.upkeep.JsonText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What an agent's updates have come to; written before what it tells is done, so that a start after {@code kill -9} knows.
 *
 * @param from the release before, by its directory's name; null when there was none
 * @param to the one on trial; null when nothing is under way
 * @param starts how often the one on trial was started by a process that did not live to judge it
 * @param newestSerial the highest that was in use: what is older is refused
 * @param pinned the only version that is taken; null for any
 * @param startMicros how long the program last took from its start to being healthy; −1 when that is not known
 * @param gaveUp releases that were tried and left, the newest last
 * @param did what happened, the newest last
 */
public record UpdateState(
        Phase phase,
        String from,
        String to,
        int starts,
        long newestSerial,
        String pinned,
        long startMicros,
        List<GivenUp> gaveUp,
        List<Event> did) {
    static final UpdateState FIRST = new UpdateState(Phase.SETTLED, null, null, 0, 0, null, -1, List.of(), List.of());

    static final int MAX_BYTES = 1 << 20;
    private static final int MOST = 20;

    /** Of an update. */
    public enum Phase {
        /** Nothing is under way. */
        SETTLED,
        /** The new release is in use, or about to be, and was not found healthy yet. */
        TRIAL,
        /** The new release is being left. */
        GOING_BACK;

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** A release that is not tried again. */
    public record GivenUp(long serial, String version, String why) {}

    /**
     * Something that happened.
     *
     * @param micros since 1970
     */
    public record Event(long micros, String what) {}

    public UpdateState {
        gaveUp = last(gaveUp);
        did = last(did);
    }

    boolean gaveUp(long serial) {
        return gaveUp.stream().anyMatch(one -> one.serial() == serial);
    }

    UpdateState trial(String before, String next) {
        return new UpdateState(Phase.TRIAL, before, next, 0, newestSerial, pinned, startMicros, gaveUp, did);
    }

    UpdateState startedAgain() {
        return new UpdateState(phase, from, to, starts + 1, newestSerial, pinned, startMicros, gaveUp, did);
    }

    UpdateState goingBack() {
        return new UpdateState(Phase.GOING_BACK, from, to, 0, newestSerial, pinned, startMicros, gaveUp, did);
    }

    /** Nothing is under way any more; {@code from} stays the one to go back to. */
    UpdateState settled(long serialInUse) {
        return new UpdateState(
                Phase.SETTLED, from, null, 0, Math.max(newestSerial, serialInUse), pinned, startMicros, gaveUp, did);
    }

    /** The same, of who stands where he began: there is nothing behind him. */
    UpdateState settledBack() {
        return new UpdateState(Phase.SETTLED, null, null, 0, newestSerial, pinned, startMicros, gaveUp, did);
    }

    UpdateState pinned(String version) {
        return new UpdateState(phase, from, to, starts, newestSerial, version, startMicros, gaveUp, did);
    }

    UpdateState startTook(long micros) {
        return new UpdateState(phase, from, to, starts, newestSerial, pinned, micros, gaveUp, did);
    }

    UpdateState givingUp(GivenUp release) {
        List<GivenUp> more = new ArrayList<>(gaveUp);
        more.removeIf(one -> one.serial() == release.serial());
        more.add(release);
        return new UpdateState(phase, from, to, starts, newestSerial, pinned, startMicros, more, did);
    }

    /** Whoever says so tries once more what was given up. */
    UpdateState forgiving() {
        return new UpdateState(phase, from, to, starts, newestSerial, pinned, startMicros, List.of(), did);
    }

    UpdateState telling(long micros, String what) {
        List<Event> more = new ArrayList<>(did);
        more.add(new Event(micros, what));
        return new UpdateState(phase, from, to, starts, newestSerial, pinned, startMicros, gaveUp, more);
    }

    byte[] json() {
        return JsonText.indented(json -> {
            json.writeNumberProperty("format", 1);
            json.writeStringProperty("phase", phase.label());
            JsonText.optional(json, "from", from);
            JsonText.optional(json, "to", to);
            json.writeNumberProperty("starts", starts);
            json.writeNumberProperty("newest_serial", newestSerial);
            JsonText.optional(json, "pinned", pinned);
            if (startMicros >= 0) {
                json.writeNumberProperty("start_us", startMicros);
            }
            json.writeArrayPropertyStart("gave_up");
            for (GivenUp one : gaveUp) {
                json.writeStartObject();
                json.writeNumberProperty("serial", one.serial());
                json.writeStringProperty("version", one.version());
                json.writeStringProperty("why", one.why());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeArrayPropertyStart("did");
            for (Event event : did) {
                json.writeStartObject();
                json.writeNumberProperty("ts", event.micros());
                json.writeStringProperty("what", event.what());
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }

    /** @throws ProblemException {@code bad-json} */
    static UpdateState parse(byte[] bytes, String where) {
        JsonObject json = JsonObject.parse(bytes, where);
        json.number("format", 1, 1);
        return new UpdateState(
                phase(json.text("phase")),
                json.optionalText("from"),
                json.optionalText("to"),
                (int) json.number("starts", 0, Integer.MAX_VALUE),
                json.number("newest_serial", 0, Long.MAX_VALUE),
                json.optionalText("pinned"),
                json.number("start_us", -1, 0, Long.MAX_VALUE),
                json.objects("gave_up").stream()
                        .map(one -> new GivenUp(
                                one.number("serial", 1, Long.MAX_VALUE), one.text("version"), one.text("why")))
                        .toList(),
                json.objects("did").stream()
                        .map(event -> new Event(event.number("ts", 0, Long.MAX_VALUE), event.text("what")))
                        .toList());
    }

    private static Phase phase(String label) {
        for (Phase phase : Phase.values()) {
            if (phase.label().equals(label)) {
                return phase;
            }
        }
        throw new ProblemException("bad-json", "'" + label + "' is no phase", "phase", "");
    }

    private static <T> List<T> last(List<T> list) {
        return List.copyOf(list.subList(Math.max(0, list.size() - MOST), list.size()));
    }
}
