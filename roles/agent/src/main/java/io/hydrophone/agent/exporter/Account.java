package io.hydrophone.agent.exporter;

import io.hydrophone.client.MySqlUrl;
import io.hydrophone.client.OptionFile;
import io.hydrophone.client.OptionFileLogin;
import io.hydrophone.client.Password;
import io.hydrophone.client.TlsMode;
import io.hydrophone.core.ProblemException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * With which login targets are scraped that are not configured.
 *
 * @param password null for none
 * @param tls null for what is usual: none on this machine, else a verified certificate
 * @param ca the authority's certificate, PEM; null for those that Java trusts
 */
record Account(String user, Password password, TlsMode tls, Path ca) {
    /** What a URL would have beside its host and port. */
    private static final String NOT_OF_PLACES = "@/?%";

    /** As mysqld_exporter reads an option file: each group with a user is an account, by the group's name. */
    static Map<String, Account> in(OptionFile file) {
        Map<String, Account> accounts = new LinkedHashMap<>();
        for (String group : file.groups()) {
            OptionFileLogin login = file.login(group);
            if (login.user() != null) {
                accounts.put(group, new Account(login.user(), login.password(), login.tls(), login.ca()));
            }
        }
        return accounts;
    }

    /**
     * A server with this login.
     *
     * @param target {@code host}, {@code host:port}; an IPv6 address in brackets
     * @throws ProblemException when it is none
     */
    MySqlUrl at(String target) {
        MySqlUrl place = place(target);
        return MySqlUrl.of(user, password, place.host(), place.port(), tls, ca);
    }

    /**
     * {@code host:port} of a target; its port is 3306 where none is given.
     *
     * @throws ProblemException when it is none
     */
    static String address(String target) {
        return place(target).address();
    }

    private static MySqlUrl place(String target) {
        if (target.chars().anyMatch(c -> NOT_OF_PLACES.indexOf(c) >= 0)) {
            throw new ProblemException(
                    "bad-target", "a target is a host and a port", "target", "write HOST:PORT, or a target's name");
        }
        return MySqlUrl.parse("mysql://u@" + target);
    }
}
