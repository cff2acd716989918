package io.hydrophone.client.reading;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * The two vocabularies of replication: MySQL from 8.0.22 on says {@code source} and {@code replica} where MariaDB, older
 * versions and many dashboards say {@code master} and {@code slave}.
 */
public final class ReplicaColumns {
    private ReplicaColumns() {}

    /** A column in the older words: {@code seconds_behind_source} is {@code seconds_behind_master}. */
    public static String older(String column) {
        return Arrays.stream(column.split("_", -1))
                .map(word -> switch (word) {
                    case "source" -> "master";
                    case "replica" -> "slave";
                    default -> word;
                })
                .collect(Collectors.joining("_"));
    }

    /** The same in the newer words. */
    public static String newer(String column) {
        return Arrays.stream(column.split("_", -1))
                .map(word -> switch (word) {
                    case "master" -> "source";
                    case "slave" -> "replica";
                    default -> word;
                })
                .collect(Collectors.joining("_"));
    }

    /** A value by its older name, whichever words the row has; null for NULL and what this version does not tell. */
    public static String text(SnapshotRow row, String olderName) {
        String text = row.text(olderName);
        return text == null ? row.text(newer(olderName)) : text;
    }
}
