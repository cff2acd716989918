package io.hydrophone.traffic.broker;

import io.hydrophone.client.Password;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The parts of {@code SCHEME://[USER[:PASSWORD]@]HOSTS[/PATH][?NAME=VALUE&…]}. User, password, path and values may be percent-encoded. Nothing of a
 * URL is repeated in a problem: it may hold a password.
 *
 * @param user null where the URL has none
 * @param password null where the URL has none
 * @param hosts as they stand there
 * @param path behind the first slash, "" without one
 */
record BrokerUrl(
        String scheme, String user, Password password, String hosts, String path, Map<String, String> options) {
    private static final String SPECIAL = "percent-encode what is special in a name or password (%40 is @, %2F is /)";

    /**
     * Takes a URL apart.
     *
     * @throws io.hydrophone.core.ProblemException {@code bad-broker-url}
     */
    static BrokerUrl parse(String url) {
        int schemeEnd = url.indexOf("://");
        if (schemeEnd < 0) {
            throw BrokerProblems.badUrl("this is no URL of a broker", "give amqps://… or kafkas://…");
        }
        String rest = url.substring(schemeEnd + 3);
        int question = rest.indexOf('?');
        String place = question < 0 ? rest : rest.substring(0, question);
        int slash = place.indexOf('/');
        String authority = slash < 0 ? place : place.substring(0, slash);
        int at = authority.lastIndexOf('@');
        String login = at < 0 ? "" : authority.substring(0, at);
        int colon = login.indexOf(':');
        String user = decode(colon < 0 ? login : login.substring(0, colon));
        return new BrokerUrl(
                url.substring(0, schemeEnd),
                user.isEmpty() ? null : user,
                colon < 0 ? null : Password.of(decode(login.substring(colon + 1))),
                authority.substring(at + 1),
                slash < 0 ? "" : decode(place.substring(slash + 1)),
                question < 0 ? Map.of() : options(rest.substring(question + 1)));
    }

    /**
     * Checks the options' names.
     *
     * @throws io.hydrophone.core.ProblemException {@code bad-broker-url} when there is another
     */
    void requireOptions(Set<String> known) {
        for (String name : options.keySet()) {
            if (!known.contains(name)) {
                throw BrokerProblems.badUrl(
                        "the URL has an option that is none", "those of " + scheme + ":// are " + new TreeSet<>(known));
            }
        }
    }

    String option(String name, String otherwise) {
        return options.getOrDefault(name, otherwise);
    }

    /** Whether an option is {@code true}; without it, it is not. */
    boolean isSet(String name) {
        String value = option(name, "false");
        if (!value.equals("true") && !value.equals("false")) {
            throw BrokerProblems.badUrl(name + " is true or false", "");
        }
        return value.equals("true");
    }

    /** Null without it. */
    Path file(String name) {
        String value = option(name, null);
        try {
            return value == null ? null : Path.of(value);
        } catch (InvalidPathException e) {
            throw BrokerProblems.badUrl(name + " is no name of a file", "");
        }
    }

    /** That of the URL, else of the file that it names, else of the environment; null where there is none. */
    Password password(String variable) {
        if (password != null) {
            return password;
        }
        Path file = file("password-file");
        return file == null ? Password.fromEnvironment(variable) : Password.fromFile(file);
    }

    private static Map<String, String> options(String text) {
        Map<String, String> options = new LinkedHashMap<>();
        for (String option : text.split("&", -1)) {
            int equals = option.indexOf('=');
            if (equals <= 0 || options.put(option.substring(0, equals), decode(option.substring(equals + 1))) != null) {
                throw BrokerProblems.badUrl("an option of the URL has no value, or stands there twice", "");
            }
        }
        return options;
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw BrokerProblems.badUrl("the URL has a % that does not stand before two hexadecimal digits", SPECIAL);
        }
    }

    @Override
    public String toString() {
        return scheme + "://" + hosts + "/" + path;
    }
}
