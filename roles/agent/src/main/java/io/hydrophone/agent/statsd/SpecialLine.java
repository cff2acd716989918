package io.hydrophone.agent.statsd;

import io.hydrophone.core.Event;
import io.hydrophone.core.ServiceCheck;
import io.hydrophone.core.Signal;
import java.util.Locale;

/** Lines of events, {@code _e{TITLE,TEXT}:title|text|…}, and of service checks, {@code _sc|name|status|…}. */
final class SpecialLine {
    private static final String EVENT = "_e{";
    private static final String CHECK = "_sc|";
    private static final String MESSAGE = "|m:";

    private SpecialLine() {}

    /** Whether a line is meant to be one: names of metrics do not begin so. */
    static boolean isMeant(byte[] in, int from, int to) {
        return startsWith(in, from, to, EVENT) || startsWith(in, from, to, CHECK);
    }

    /** Null when it is wrong. */
    static Signal read(byte[] in, int from, int to, long now) {
        return startsWith(in, from, to, EVENT)
                ? event(in, from + EVENT.length(), to, now)
                : check(Bytes.text(in, from + CHECK.length(), to), now);
    }

    private static boolean startsWith(byte[] in, int from, int to, String text) {
        if (to - from < text.length()) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (in[from + i] != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** The lengths are of bytes. */
    private static Event event(byte[] in, int from, int to, long now) {
        int comma = Bytes.find(in, from, to, ',');
        int brace = Bytes.find(in, comma, to, '}');
        long titleLength = Bytes.whole(in, from, comma);
        long textLength = comma == to ? -1 : Bytes.whole(in, comma + 1, brace);
        int titleFrom = brace + 2;
        boolean fits = titleLength > 0 && textLength >= 0 && titleLength + textLength + 1 <= to - titleFrom;
        if (!fits || in[brace + 1] != ':' || in[titleFrom + (int) titleLength] != '|') {
            return null;
        }
        int textFrom = titleFrom + (int) titleLength + 1;
        int end = textFrom + (int) textLength;
        if (end < to && in[end] != '|') {
            return null;
        }
        Fields fields = Fields.of(Bytes.text(in, end, to));
        return new Event(
                Bytes.text(in, titleFrom, textFrom - 1),
                Bytes.text(in, textFrom, end).replace("\\n", "\n"),
                fields.tags(),
                fields.get("h:"),
                fields.ts(now),
                alert(fields.get("t:")),
                fields.get("p:").equals("low"),
                fields.get("k:"),
                fields.get("s:"));
    }

    private static Event.Alert alert(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "error" -> Event.Alert.ERROR;
            case "warning" -> Event.Alert.WARNING;
            case "success" -> Event.Alert.SUCCESS;
            default -> Event.Alert.INFO;
        };
    }

    private static ServiceCheck check(String line, long now) {
        int bar = line.indexOf('|');
        if (bar <= 0) {
            return null;
        }
        int message = line.indexOf(MESSAGE, bar);
        String rest = message < 0 ? line.substring(bar) : line.substring(bar, message);
        int status = rest.length() > 1 ? rest.charAt(1) - '0' : -1;
        boolean isStatus = status >= 0 && status <= 3 && (rest.length() == 2 || rest.charAt(2) == '|');
        if (!isStatus) {
            return null;
        }
        Fields fields = Fields.of(rest.substring(2));
        String told = message < 0 ? "" : line.substring(message + MESSAGE.length());
        return new ServiceCheck(
                line.substring(0, bar),
                ServiceCheck.Status.of(status),
                fields.tags(),
                fields.get("h:"),
                fields.ts(now),
                told.replace("m\\:", "m:").replace("\\n", "\n"));
    }
}
