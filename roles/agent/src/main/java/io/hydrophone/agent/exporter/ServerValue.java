package io.hydrophone.agent.exporter;

import io.hydrophone.client.reading.SnapshotRow;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** What a server writes for status, variables and replicas, as the number that mysqld_exporter takes it for. */
final class ServerValue {
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);
    /** Of certificates. */
    private static final DateTimeFormatter CERTIFICATE_DATE =
            DateTimeFormatter.ofPattern("MMM d HH:mm:ss uuuu", Locale.ROOT);

    private ServerValue() {}

    /** Not a number for texts, and for null. */
    static double of(String text) {
        if (text == null || text.isEmpty()) {
            return Double.NaN;
        }
        double number = SnapshotRow.decimalIn(text);
        return Double.isNaN(number) ? ofWord(text) : number;
    }

    private static double ofWord(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "yes", "on", "primary" -> 1;
            case "no", "off", "disabled", "connecting", "non-primary", "disconnected" -> 0;
            default -> ofDate(text);
        };
    }

    private static double ofDate(String text) {
        try {
            if (text.length() == 19 && text.charAt(4) == '-') {
                return seconds(LocalDateTime.parse(text, DATE));
            }
            if (text.endsWith(" GMT")) {
                String date = text.substring(0, text.length() - 4).replace("  ", " ");
                return seconds(LocalDateTime.parse(date, CERTIFICATE_DATE));
            }
        } catch (DateTimeException e) {
            // A text after all.
        }
        return Double.NaN;
    }

    private static double seconds(LocalDateTime date) {
        return date.toEpochSecond(ZoneOffset.UTC);
    }
}
