package io.hydrophone.sql;

import java.util.List;

/** The error messages of MySQL and MariaDB that quote something, with what in them is data and what is a name. */
final class ErrorMessages {
    /** Stands for data in a pattern: taken as long as can be, then masked. */
    private static final char DATA = '?';
    /** Stands for a name or a number of a row: without a quote, kept. */
    private static final char NAME = '%';

    private static final List<String> PATTERNS = List.of(
            "Duplicate entry '?' for key '%'",
            "You have an error in your SQL syntax; check the manual that corresponds to your %"
                    + " server version for the right syntax to use near '?' at line %",
            "Incorrect % value: '?' for column '%' at row %",
            "Incorrect % value: '?' for column `%`.`%`.`%` at row %",
            "Incorrect % value: '?' for function %",
            "Incorrect % value: '?'",
            "Truncated incorrect % value: '?'",
            "% value is out of range in '?'",
            "Unknown column '%' in '%'",
            "Column '%' in % is ambiguous",
            "Column '%' cannot be null",
            "Column count doesn't match value count at row %",
            "Field '%' doesn't have a default value",
            "Data too long for column '%' at row %",
            "Data truncated for column '%' at row %",
            "Out of range value for column '%' at row %",
            "Invalid default value for '%'",
            "Table '%' doesn't exist",
            "Table '%' already exists",
            "Table '%' was not locked with LOCK TABLES",
            "Unknown table '%'",
            "Unknown database '%'",
            "Can't create database '%'; database exists",
            "Can't drop database '%'; database doesn't exist",
            "Can't DROP '%'; check that column/key exists",
            "Key '%' doesn't exist in table '%'",
            "Duplicate column name '%'",
            "Duplicate key name '%'",
            "Duplicate foreign key constraint name '%'",
            "Check constraint '%' is violated.",
            "Not unique table/alias: '%'",
            "Unknown system variable '%'",
            "Variable '%' can't be set to the value of '?'",
            "Variable '%' is a % variable",
            "Got a packet bigger than 'max_allowed_packet' bytes",
            "Access denied for user '%'@'%' (using password: %)",
            "Access denied for user '%'@'%' to database '%'",
            "% command denied to user '%'@'%' for table '%'",
            "Cannot delete or update a parent row: a foreign key constraint fails (%)",
            "Cannot add or update a child row: a foreign key constraint fails (%)",
            "Expression #% of % is not in GROUP BY clause and contains nonaggregated column '%'"
                    + " which is not functionally dependent on columns in GROUP BY clause;"
                    + " this is incompatible with sql_mode=only_full_group_by");

    private ErrorMessages() {}

    static String mask(String message) {
        for (String pattern : PATTERNS) {
            String masked = match(pattern, message);
            if (masked != null) {
                return masked;
            }
        }
        return unknown(message);
    }

    /** The message with its data masked, or null when it is not of this pattern. */
    private static String match(String pattern, String message) {
        StringBuilder masked = new StringBuilder(message.length());
        int at = 0;
        int p = 0;
        while (p < pattern.length()) {
            int hole = hole(pattern, p);
            if (!message.startsWith(pattern.substring(p, hole), at)) {
                return null;
            }
            masked.append(pattern, p, hole);
            at += hole - p;
            if (hole == pattern.length()) {
                break;
            }
            int next = hole(pattern, hole + 1);
            String until = pattern.substring(hole + 1, next);
            boolean data = pattern.charAt(hole) == DATA;
            int end = end(message, at, until, data || next == pattern.length());
            if (end < at || (!data && hasQuote(message, at, end))) {
                return null;
            }
            masked.append(data ? "?" : message.substring(at, end));
            at = end;
            p = hole + 1;
        }
        return at == message.length() ? masked.toString() : null;
    }

    private static int hole(String pattern, int from) {
        int i = from;
        while (i < pattern.length() && pattern.charAt(i) != DATA && pattern.charAt(i) != NAME) {
            i++;
        }
        return i;
    }

    private static int end(String message, int from, String until, boolean last) {
        if (until.isEmpty()) {
            return message.length();
        }
        return last ? message.lastIndexOf(until) : message.indexOf(until, from);
    }

    private static boolean hasQuote(String s, int from, int to) {
        for (int i = from; i < to; i++) {
            if (s.charAt(i) == '\'' || s.charAt(i) == '"') {
                return true;
            }
        }
        return false;
    }

    private static String unknown(String message) {
        StringBuilder masked = new StringBuilder(message.length());
        int i = 0;
        while (i < message.length()) {
            char c = message.charAt(i);
            if (c == '\'' || c == '"' || c == '`') {
                return masked.append("'?'").toString();
            }
            if (c >= '0' && c <= '9') {
                masked.append('?');
                while (i < message.length() && Character.isLetterOrDigit(message.charAt(i))) {
                    i++;
                }
            } else {
                masked.append(c);
                i++;
            }
        }
        return masked.toString();
    }
}
