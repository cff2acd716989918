package io.hydrophone.client.raw;

import java.util.Arrays;
import java.util.stream.Collectors;

/** The methods of authentication that are known, by the names that servers give them. */
enum AuthMethod {
    NATIVE("mysql_native_password"),
    CACHING_SHA2("caching_sha2_password"),
    SHA256("sha256_password"),
    /** MariaDB's. */
    ED25519("client_ed25519"),
    CLEAR("mysql_clear_password");

    private final String plugin;

    AuthMethod(String plugin) {
        this.plugin = plugin;
    }

    String plugin() {
        return plugin;
    }

    /** The method of that name, or null. */
    static AuthMethod of(String plugin) {
        return Arrays.stream(values())
                .filter(method -> method.plugin.equals(plugin))
                .findFirst()
                .orElse(null);
    }

    static String names() {
        return Arrays.stream(values()).map(AuthMethod::plugin).collect(Collectors.joining(", "));
    }
}
