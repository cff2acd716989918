package io.hydrophone.traffic.compare;

import static io.hydrophone.traffic.compare.Answers.affected;
import static io.hydrophone.traffic.compare.Answers.error;
import static io.hydrophone.traffic.compare.Answers.ok;
import static io.hydrophone.traffic.compare.Answers.query;
import static io.hydrophone.traffic.compare.Answers.warned;

import io.hydrophone.protocol.Command;
import io.hydrophone.wire.Outcome;
import java.util.List;
import java.util.Random;

/** A shop's traffic on a new version, with something of everything. The same at every call. */
public final class Upgrade {
    private static final String HOSTILE = "SELECT '</pre><script>alert(1)</script>\u001b[2J' FROM `<b>\"x'`";

    private final Random random = new Random(41);
    private final Comparison comparison = new Comparison(Pairing.COMMANDS);

    private Upgrade() {}

    public static ComparisonReport report() {
        return new Upgrade().told();
    }

    private ComparisonReport told() {
        for (int i = 0; i < 4_000; i++) {
            point("SELECT c FROM sbtest" + i % 4 + " WHERE id = " + i, 120, 0.9 + 0.02 * (i % 4));
            point("SELECT name, price FROM product WHERE category = " + i + " ORDER BY price LIMIT 20", 800, 1.9);
            point("UPDATE stock SET left_over = left_over - 1 WHERE product = " + i, 400, 1.02);
        }
        for (int i = 0; i < 900; i++) {
            point("SELECT COUNT(*) FROM orders WHERE placed > '2026-01-" + (10 + i % 20) + "'", 21_000, 0.45);
            point("INSERT INTO audit VALUES (" + i + ", 'x')", 250, i % 10 == 0 ? 9 : 1);
        }
        for (int i = 0; i < 120; i++) {
            comparison.answered(
                    query("SELECT rank FROM members WHERE id = " + i),
                    ok(110),
                    error(
                            1064,
                            "You have an error in your SQL syntax; check the manual that corresponds to your MySQL"
                                    + " server version for the right syntax to use near 'rank FROM members WHERE id = "
                                    + i + "' at line 1"));
            comparison.answered(
                    query("SELECT city, name FROM customer GROUP BY city"),
                    ok(4_000, 12, 77),
                    i % 3 == 0
                            ? error(
                                    1055,
                                    "Expression #2 of SELECT list is not in GROUP BY clause and contains nonaggregated column 'shop.customer.name'"
                                            + " which is not functionally dependent on columns in GROUP BY clause;"
                                            + " this is incompatible with sql_mode=only_full_group_by")
                            : ok(4_100, 12, 77));
            comparison.answered(
                    query("SELECT * FROM basket WHERE owner = " + i), ok(300, 4, 5), ok(310, i % 8 == 0 ? 3 : 4, 5));
            comparison.answered(query("SELECT 10 / 3, AVG(price) FROM product"), ok(900, 1, 1), ok(920, 1, 2));
            comparison.answered(
                    query("DELETE FROM session WHERE seen < " + i), affected(500, 4), affected(480, 4 + i % 2));
            comparison.answered(query("SELECT a FROM old WHERE b = 'x'"), warned(200, 0), warned(210, 1));
            comparison.answered(
                    query("INSERT INTO users VALUES ('ann@example.org')"),
                    error(1062, "Duplicate entry 'ann@example.org' for key 'mail'"),
                    error(1586, "Duplicate entry 'ann@example.org' for key 'users.mail'"));
            comparison.answered(
                    query("SELECT JSON_VALUE(a, '$.b') FROM t"),
                    error(1305, "FUNCTION shop.JSON_VALUE does not exist"),
                    ok(150));
            comparison.skipped(query("UPDATE stock SET left_over = 0"), "read-only");
        }
        comparison.answered(
                query("UPDATE stock SET left_over = 4 WHERE product = 8"),
                affected(300, 1),
                error(1213, "Deadlock found when trying to get lock; try restarting transaction"));
        comparison.answered(query(HOSTILE), ok(90, 1, 8), ok(95, 2, 9));
        comparison.answered(query("SELECT SLEEP(900)"), ok(900_000_000), Answers.without(Outcome.ABORTED));
        comparison.answered(query("SELECT 1"), null, ok(80));
        comparison.answered(new Outcomes.Statement(Command.COM_PING, "", "", ""), ok(30, 0, -1), ok(31, 0, -1));
        comparison.unpaired();
        return comparison.report(
                "/rec/<shop>",
                "mysql://replay@new:3306/",
                List.of("the source was recorded while the kernel dropped 12 packets"));
    }

    /** A heavy-tailed latency around a median, on the target that many times longer. */
    private void point(String sql, double micros, double times) {
        double kept = Math.exp(0.5 * random.nextGaussian());
        double before = micros * kept * Math.exp(0.25 * random.nextGaussian());
        double after = micros * times * kept * Math.exp(0.25 * random.nextGaussian());
        comparison.answered(query(sql), ok(Math.round(before), 1, 3), ok(Math.round(after), 1, 3));
    }
}
