package io.hydrophone.client.reading;

/** What MySQL Shell's AdminAPI wrote down about an InnoDB Cluster, in a schema of its own. */
public final class InnodbClusterReadings {
    private static final String SCHEMA = "mysql_innodb_cluster_metadata";

    /**
     * {@code table_name} and {@code column_name} of the schema's tables of clusters and instances; none where it is not there, or the
     * account may not read it.
     */
    public static final Reading COLUMNS = Reading.quick(
            "tables of the cluster's metadata",
            Reading.select(facts -> facts.dialect().isMySql(5, 7, 17)
                    ? "TABLE_NAME AS table_name, COLUMN_NAME AS column_name FROM information_schema.COLUMNS"
                            + " WHERE TABLE_SCHEMA = '" + SCHEMA + "' AND TABLE_NAME IN ('clusters', 'instances')"
                    : null));

    /**
     * A row an instance of the cluster that this server is in: {@code cluster_name}, {@code address}. To be asked where {@link #COLUMNS} has
     * {@code cluster_id} of {@code instances}: version 2 of the metadata.
     */
    public static final Reading INSTANCES = Reading.quick(
            "the cluster's metadata",
            Reading.select(facts -> "c.cluster_name AS cluster_name, i.address AS address FROM " + SCHEMA
                    + ".instances me JOIN " + SCHEMA + ".clusters c ON c.cluster_id = me.cluster_id JOIN " + SCHEMA
                    + ".instances i ON i.cluster_id = c.cluster_id"
                    + " WHERE me.mysql_server_uuid = @@GLOBAL.server_uuid LIMIT 1000"));

    /** {@code cluster_name} of the only cluster that version 1 of the metadata knew. */
    public static final Reading NAME = Reading.quick(
            "the cluster's name",
            Reading.select(facts -> "cluster_name FROM " + SCHEMA + ".clusters ORDER BY cluster_id LIMIT 1"));

    private InnodbClusterReadings() {}
}
