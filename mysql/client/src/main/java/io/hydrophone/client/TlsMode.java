package io.hydrophone.client;

import java.util.Arrays;
import java.util.stream.Collectors;

/** How a connection to a server is protected. */
public enum TlsMode {
    /** Not at all: for a server on this machine. */
    DISABLED("disabled", "disable"),
    /** Encrypted, but whoever answers is believed. */
    REQUIRED("required", "trust"),
    /** Encrypted, and the certificate comes from an authority that is trusted. */
    VERIFY_CA("verify-ca", "verify-ca"),
    /** The same, and it is made out for the host that was asked. */
    VERIFY_FULL("verify-full", "verify-full");

    private final String label;
    private final String driverName;

    TlsMode(String label, String driverName) {
        this.label = label;
        this.driverName = driverName;
    }

    /** As in a URL. */
    public String label() {
        return label;
    }

    /** As the driver's option {@code sslMode} has it. */
    String driverName() {
        return driverName;
    }

    /** The mode of that label, or null. */
    public static TlsMode of(String label) {
        return Arrays.stream(values())
                .filter(mode -> mode.label.equals(label))
                .findFirst()
                .orElse(null);
    }

    /** All labels, for messages. */
    public static String labels() {
        return Arrays.stream(values()).map(TlsMode::label).collect(Collectors.joining(", "));
    }
}
