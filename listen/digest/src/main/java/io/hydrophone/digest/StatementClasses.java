package io.hydrophone.digest;

import io.hydrophone.core.Source;
import io.hydrophone.digest.summary.Ranking;
import io.hydrophone.digest.summary.StatementKey;
import io.hydrophone.digest.summary.StatementSummary;
import io.hydrophone.digest.summary.Summary;
import io.hydrophone.digest.tag.TagTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Adds up a summary's rows by statement. Rows of different sources stay apart. */
public final class StatementClasses {
    private static final int NAMES = 16;

    private record Id(Source source, long digest) {}

    private static final class Names {
        private final Map<String, Long> instances = new HashMap<>();
        private final Map<String, Long> databases = new HashMap<>();
        private final Map<String, Long> users = new HashMap<>();

        void add(StatementSummary row) {
            StatementKey key = row.key();
            long count = row.tally().count();
            instances.merge(key.instance(), count, Long::sum);
            databases.merge(key.database(), count, Long::sum);
            users.merge(key.user(), count, Long::sum);
        }
    }

    private StatementClasses() {}

    /** The statements of a summary, in no order. */
    public static List<StatementClass> of(Summary summary) {
        ClientTable clients = new ClientTable(DigestOptions.DEFAULT.maxClients());
        StatementTable table = new StatementTable(Integer.MAX_VALUE, clients, new TagTable());
        Map<Id, Names> names = new HashMap<>();
        for (StatementSummary row : summary.statements()) {
            StatementKey key = row.key();
            names.computeIfAbsent(new Id(key.source(), key.digest()), id -> new Names())
                    .add(row);
            table.add(row.withKey(new StatementKey(key.source(), "", "", "", key.digest())), "");
        }
        List<StatementClass> classes = new ArrayList<>();
        for (StatementSummary figures : table.snapshot()) {
            Names of = names.get(new Id(figures.key().source(), figures.key().digest()));
            classes.add(new StatementClass(
                    figures,
                    Ranking.of(of.instances, 0, NAMES),
                    Ranking.of(of.databases, 0, NAMES),
                    Ranking.of(of.users, 0, NAMES)));
        }
        return classes;
    }

    /** All rows together as if they were one statement. */
    public static StatementSummary total(Summary summary) {
        ClientTable clients = new ClientTable(DigestOptions.DEFAULT.maxClients());
        StatementGroup all = new StatementGroup(0, Source.WIRE, "", "", "");
        TagTable tags = new TagTable();
        StatementRow row = new StatementRow(all, StatementKey.OTHER, new byte[0]);
        for (StatementSummary statement : summary.statements()) {
            row.add(statement, clients, tags);
        }
        return row.summary(clients, tags);
    }
}
