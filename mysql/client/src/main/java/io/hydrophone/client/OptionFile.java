package io.hydrophone.client;

import io.hydrophone.core.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * An option file of MySQL, {@code ~/.my.cnf} for example: its groups, and in each what a client needs to log in. What other
 * options stand there is for other programs. As for mysqld_exporter, {@code [client.NAME]} has what {@code [client]} has and it
 * has not. {@code !include} and {@code !includedir} are refused.
 *
 * @see <a href="https://dev.mysql.com/doc/refman/8.4/en/option-files.html">Using Option Files</a>
 */
public final class OptionFile {
    private static final int MAX_BYTES = 1 << 20;
    private static final String FOR_CLIENTS = "client";

    private final Path file;
    private final Map<String, Map<String, Option>> groups = new LinkedHashMap<>();

    /** What is written behind an option's name, and where. */
    private record Option(String text, int line) {}

    private OptionFile(Path file) {
        this.file = file;
    }

    /**
     * Reads a file.
     *
     * @throws ProblemException when it cannot be read, with the line if one is wrong; no value is in the message
     */
    public static OptionFile read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] content = in.readNBytes(MAX_BYTES + 1);
            if (content.length > MAX_BYTES) {
                throw unreadable(file, "it is larger than 1 MiB");
            }
            return parse(new String(content, StandardCharsets.UTF_8), file);
        } catch (IOException e) {
            throw unreadable(file, e.getClass().getSimpleName());
        }
    }

    /** A file's name with the home directory in place of a {@code ~/} that it begins with. */
    public static String withHome(String name) {
        return name.startsWith("~/") ? System.getProperty("user.home") + name.substring(1) : name;
    }

    /**
     * Reads its text.
     *
     * @param file where it is: names of files in it begin there
     */
    public static OptionFile parse(String text, Path file) {
        OptionFile read = new OptionFile(file);
        Map<String, Option> group = null;
        int number = 0;
        for (String written : text.lines().toList()) {
            number++;
            String line = written.strip();
            if (line.startsWith("[")) {
                int end = line.indexOf(']');
                if (end < 0) {
                    throw read.wrong(number, "a group's name does not end", "write [client]");
                }
                String name = line.substring(1, end).strip();
                group = read.groups.computeIfAbsent(name, key -> new HashMap<>());
            } else if (line.startsWith("!")) {
                throw read.wrong(number, "other files are not included", "name the file that has the login");
            } else if (!line.isEmpty() && line.charAt(0) != '#' && line.charAt(0) != ';') {
                if (group == null) {
                    throw read.wrong(number, "an option stands before the first group", "write [client] above it");
                }
                int equals = line.indexOf('=');
                String key = equals < 0 ? line : line.substring(0, equals).strip();
                String value = equals < 0
                        ? ""
                        : OptionValue.of(line.substring(equals + 1).strip());
                group.put(key.toLowerCase(Locale.ROOT).replace('_', '-'), new Option(value, number));
            }
        }
        return read;
    }

    /** The names of its groups, in its order. */
    public Set<String> groups() {
        return groups.keySet();
    }

    /** The login for any client: that of {@code [client]}; without any key when there is none. */
    public OptionFileLogin login() {
        return login(FOR_CLIENTS);
    }

    /**
     * The login in a group.
     *
     * @throws ProblemException with its line, when an option is not what it should be
     */
    public OptionFileLogin login(String group) {
        Map<String, Option> options = new HashMap<>();
        if (group.startsWith(FOR_CLIENTS + ".")) {
            options.putAll(groups.getOrDefault(FOR_CLIENTS, Map.of()));
        }
        options.putAll(groups.getOrDefault(group, Map.of()));
        String password = text(options, "password");
        return new OptionFileLogin(
                text(options, "user"),
                password == null ? null : Password.of(password),
                text(options, "host"),
                port(options.get("port")),
                path(options.get("socket")),
                tls(options),
                path(options.get("ssl-ca")));
    }

    /** Null for none, or for nothing. */
    private static String text(Map<String, Option> options, String key) {
        Option option = options.get(key);
        return option == null || option.text.isEmpty() ? null : option.text;
    }

    private int port(Option option) {
        if (option == null) {
            return 0;
        }
        int port = option.text.matches("[0-9]{1,5}") ? Integer.parseInt(option.text) : -1;
        if (port < 0 || port > 0xffff) {
            throw wrong(option.line, "the port is no number up to 65535", "write port=3306");
        }
        return port;
    }

    private Path path(Option option) {
        if (option == null || option.text.isEmpty()) {
            return null;
        }
        if (option.text.indexOf('\0') >= 0) {
            throw wrong(option.line, "no file has such a name", "");
        }
        return file.resolveSibling(withHome(option.text)).normalize();
    }

    /** MySQL's words, and MariaDB's. */
    private TlsMode tls(Map<String, Option> options) {
        Option mode = options.get("ssl-mode");
        if (mode == null) {
            return isOn(options.get("ssl-verify-server-cert")) ? TlsMode.VERIFY_FULL : null;
        }
        return switch (mode.text.toLowerCase(Locale.ROOT).replace('-', '_')) {
            case "disabled" -> TlsMode.DISABLED;
            case "preferred" -> null;
            case "required" -> TlsMode.REQUIRED;
            case "verify_ca" -> TlsMode.VERIFY_CA;
            case "verify_identity" -> TlsMode.VERIFY_FULL;
            default ->
                throw wrong(
                        mode.line,
                        "there is no such ssl-mode",
                        "write DISABLED, REQUIRED, VERIFY_CA or VERIFY_IDENTITY");
        };
    }

    private static boolean isOn(Option flag) {
        return flag != null && (flag.text.isEmpty() || flag.text.equals("1") || flag.text.equalsIgnoreCase("on"));
    }

    private ProblemException wrong(int line, String message, String action) {
        return new ProblemException("bad-option-file", file + ":" + line + ": " + message, "", action);
    }

    private static ProblemException unreadable(Path file, String why) {
        return new ProblemException(
                "option-file-not-read",
                file + ": the option file cannot be read: " + why,
                "",
                "does it exist, and may this user read it?");
    }
}
