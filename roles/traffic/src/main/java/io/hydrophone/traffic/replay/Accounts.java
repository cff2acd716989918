package io.hydrophone.traffic.replay;

import io.hydrophone.client.MySqlUrl;
import io.hydrophone.client.Password;
import java.util.Map;

/**
 * As whom the users of a recording log in.
 *
 * @param names the target's account for users of the source; others use {@code usual}
 * @param passwords of accounts; those without one have that of {@code usual}
 */
public record Accounts(Map<String, String> names, Map<String, Password> passwords, MySqlUrl usual) {
    String name(String user) {
        return names.getOrDefault(user, usual.user());
    }

    Password password(String user) {
        return passwords.getOrDefault(name(user), usual.password());
    }
}
