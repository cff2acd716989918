package io.hydrophone.topology.instance;

import io.hydrophone.client.reading.SnapshotRow;

/** Numbers that a server may tell; null for NULL and what is none. */
final class Numbers {
    private Numbers() {}

    static Long whole(String text) {
        if (text == null || text.isEmpty()) {
            return null;
        }
        try {
            return Long.valueOf(text);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    static Double decimal(String text) {
        double value = SnapshotRow.decimalIn(text);
        return Double.isNaN(value) ? null : (Double) value;
    }

    /** A port, or -1. */
    static int port(String text) {
        Long port = whole(text);
        return port == null || port < 1 || port > 0xffff ? -1 : port.intValue();
    }
}
