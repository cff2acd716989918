package io.hydrophone.agent.exporter;

import io.hydrophone.client.Password;
import io.hydrophone.client.TlsMode;
import io.hydrophone.core.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * A {@code .my.cnf} as mysqld_exporter reads it: each section with a user is an account, by the section's name. Known are {@code user}, {@code
 * password}, {@code ssl-ca}, {@code ssl-mode}; the rest is for other programs.
 *
 * @see <a href="https://dev.mysql.com/doc/refman/8.4/en/option-files.html">Using Option Files</a>
 */
final class MyCnf {
    private static final int MAX_BYTES = 1 << 20;

    private MyCnf() {}

    /**
     * Reads a file.
     *
     * @throws ProblemException when it cannot be read; none of it is in the message
     */
    static Map<String, Account> read(Path file) {
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

    /** The accounts in a text; names of files begin where the file is. */
    static Map<String, Account> parse(String text, Path file) {
        Map<String, Map<String, String>> sections = new LinkedHashMap<>();
        Map<String, String> section = new LinkedHashMap<>();
        for (String written : text.lines().toList()) {
            String line = written.strip();
            if (line.startsWith("[") && line.endsWith("]")) {
                String name = line.substring(1, line.length() - 1).strip();
                section = sections.computeIfAbsent(name, key -> new LinkedHashMap<>());
            } else if (!line.isEmpty() && line.charAt(0) != '#' && line.charAt(0) != ';') {
                int equals = line.indexOf('=');
                String key = equals < 0 ? line : line.substring(0, equals).strip();
                String value =
                        equals < 0 ? "" : value(line.substring(equals + 1).strip());
                section.put(key.toLowerCase(Locale.ROOT).replace('_', '-'), value);
            }
        }
        Map<String, Account> accounts = new LinkedHashMap<>();
        sections.forEach((name, keys) -> {
            if (!keys.getOrDefault("user", "").isEmpty()) {
                accounts.put(name, account(keys, file));
            }
        });
        return accounts;
    }

    private static Account account(Map<String, String> keys, Path file) {
        String password = keys.get("password");
        String ca = keys.get("ssl-ca");
        TlsMode tls = switch (keys.getOrDefault("ssl-mode", "")
                .toLowerCase(Locale.ROOT)
                .replace('-', '_')) {
            case "disabled" -> TlsMode.DISABLED;
            case "required" -> TlsMode.REQUIRED;
            case "verify_ca" -> TlsMode.VERIFY_CA;
            case "verify_identity" -> TlsMode.VERIFY_FULL;
            default -> null;
        };
        return new Account(
                keys.get("user"),
                password == null ? null : Password.of(password),
                tls,
                ca == null || ca.indexOf('\0') >= 0
                        ? null
                        : file.resolveSibling(ca).normalize());
    }

    /** Without quotes around it, or what follows it behind a #; escapes as MySQL's option files have them. */
    private static String value(String text) {
        StringBuilder value = new StringBuilder();
        char quote = text.isEmpty() || (text.charAt(0) != '"' && text.charAt(0) != '\'') ? 0 : text.charAt(0);
        for (int i = quote == 0 ? 0 : 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && i + 1 < text.length()) {
                value.append(escaped(text.charAt(++i)));
            } else if (quote == 0 && c == '#') {
                return value.toString().strip();
            } else if (quote != 0 && c == quote) {
                return value.toString();
            } else {
                value.append(c);
            }
        }
        return value.toString();
    }

    private static String escaped(char c) {
        return switch (c) {
            case 'b' -> "\b";
            case 't' -> "\t";
            case 'n' -> "\n";
            case 'r' -> "\r";
            case 's' -> " ";
            case '\\', '"', '\'' -> Character.toString(c);
            default -> "\\" + c;
        };
    }

    private static ProblemException unreadable(Path file, String why) {
        return new ProblemException(
                "my-cnf-not-read",
                "the option file cannot be read: " + why,
                file.toString(),
                "does it exist, and may this user read it?");
    }
}
