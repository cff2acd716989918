package io.hydrophone.topology.gtid;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.servers.ServerKind;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Arithmetic of sets as MySQL itself does it. */
class GtidSetOnServerTest {
    private static final String[] UUIDS = {
        "3e11fa47-71ca-11e1-9e33-c80aa9429562",
        "3E11FA47-71CA-11E1-9E33-C80AA9429563",
        "00000000-0000-0000-0000-000000000001"
    };
    private static final String[] TAGS = {"blue", "_a1", "Blue", "zz"};
    private static final long SEED = 20_261_122;
    private static final int SETS = 400;

    private final Random random = new Random(SEED);

    @Test
    void randomSetsAreReadComparedAndWrittenAlike() throws SQLException {
        int subsets = 0;
        try (Connection connection = ServerKind.MYSQL_9_7.shared().connect();
                PreparedStatement query = connection.prepareStatement("SELECT REPLACE(GTID_SUBTRACT(?, ''), '\n', ''),"
                        + " REPLACE(GTID_SUBTRACT(?, ?), '\n', ''), GTID_SUBSET(?, ?)")) {
            for (int i = 0; i < SETS; i++) {
                String one = set();
                String other = random.nextInt(4) == 0 ? one + "," + set() : set();
                query.setString(1, one);
                query.setString(2, one);
                query.setString(3, other);
                query.setString(4, one);
                query.setString(5, other);
                try (ResultSet row = query.executeQuery()) {
                    row.next();
                    GtidSet mine = GtidSet.parse(one);
                    GtidSet theirs = GtidSet.parse(other);
                    assertThat(mine.toString()).as(one).isEqualTo(row.getString(1));
                    assertThat(mine.subtract(theirs).toString())
                            .as("%s minus %s", one, other)
                            .isEqualTo(row.getString(2));
                    assertThat(theirs.contains(mine)).as("%s in %s", one, other).isEqualTo(row.getBoolean(3));
                    subsets += row.getInt(3);
                }
            }
        }
        assertThat(subsets).isBetween(SETS / 8, SETS / 2);
    }

    private String set() {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(3); i >= 0; i--) {
            text.append(text.isEmpty() ? "" : random.nextBoolean() ? "," : " ,\n")
                    .append(UUIDS[random.nextInt(UUIDS.length)]);
            for (int tags = random.nextInt(3); tags >= 0; tags--) {
                if (random.nextInt(3) == 0) {
                    text.append(':').append(TAGS[random.nextInt(TAGS.length)]);
                }
                for (int intervals = random.nextInt(3); intervals >= 0; intervals--) {
                    int first = 1 + random.nextInt(30);
                    text.append(random.nextInt(5) == 0 ? " : " : ":").append(first);
                    if (random.nextBoolean()) {
                        text.append('-').append(Math.max(1, first + random.nextInt(12) - 2));
                    }
                }
            }
        }
        return text.toString();
    }
}
