package io.hydrophone.client.raw;

import io.hydrophone.client.MySqlUrl;
import io.hydrophone.client.Password;
import io.hydrophone.protocol.Capability;

/**
 * As whom to log in, and how the session begins.
 *
 * @param password null for an account without one
 * @param database "" for none
 * @param collation the number of the connection's collation, 1 to 255 (the login has no room for more); 0 for the
 *     server's default
 * @param capabilities those of {@link Capability} that are wanted beyond what the connection itself needs;
 *     what the server has not, and what only concerns the connection (TLS, compression), is left out
 */
public record RawLogin(String user, Password password, String database, int collation, long capabilities) {
    /** What drivers usually ask for. */
    public static final long USUAL = Capability.LONG_FLAG
            | Capability.TRANSACTIONS
            | Capability.MULTI_RESULTS
            | Capability.PS_MULTI_RESULTS
            | Capability.DEPRECATE_EOF;

    /** The URL's account, in no database. */
    public static RawLogin of(MySqlUrl url) {
        return new RawLogin(url.user(), url.password(), "", 0, USUAL);
    }

    /** The same in another database; "" for none. */
    public RawLogin in(String otherDatabase) {
        return new RawLogin(user, password, otherDatabase, collation, capabilities);
    }

    /** The same with other wishes. */
    public RawLogin wanting(long otherCapabilities) {
        return new RawLogin(user, password, database, collation, otherCapabilities);
    }
}
