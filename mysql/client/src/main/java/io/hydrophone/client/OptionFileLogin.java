package io.hydrophone.client;

import java.nio.file.Path;

/**
 * What a group of an option file says of a login.
 *
 * @param user null for none; so are the others
 * @param port 0 for none
 * @param tls null for none, and for {@code PREFERRED}
 */
public record OptionFileLogin(
        String user, Password password, String host, int port, Path socket, TlsMode tls, Path ca) {
    /** Of no file. */
    public static final OptionFileLogin NONE = new OptionFileLogin(null, null, null, 0, null, null, null);
}
