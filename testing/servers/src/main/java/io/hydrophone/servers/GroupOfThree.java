package io.hydrophone.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

/** Three MySQL 9.7 in a group of one primary, all ONLINE. */
public final class GroupOfThree implements AutoCloseable {
    public static final String NAME = "5b1c9f50-0d2e-11f0-8000-0242ac110002";

    private final List<Server> members;

    private GroupOfThree(List<Server> members) {
        this.members = members;
    }

    public static GroupOfThree start() throws SQLException {
        List<Integer> ports = new ArrayList<>();
        try {
            for (int i = 0; i < 3; i++) {
                ports.add(FreePort.find());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String seeds = ports.stream().map(port -> Server.HOST + ":" + port).collect(Collectors.joining(","));
        List<Callable<Server>> starts = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            int id = i + 1;
            int port = ports.get(i);
            starts.add(() -> member(id, port, seeds));
        }
        GroupOfThree group = new GroupOfThree(Together.start(starts));
        try {
            group.gather();
            return group;
        } catch (SQLException | RuntimeException e) {
            group.close();
            throw e;
        }
    }

    private static Server member(int id, int port, String seeds) {
        return ServerKind.MYSQL_9_7.start(
                "--server-id=" + id,
                "--log-bin=binlog",
                "--gtid-mode=ON",
                "--enforce-gtid-consistency=ON",
                "--report-host=" + Server.HOST,
                "--plugin-load-add=group_replication.so",
                "--loose-group-replication-group-name=" + NAME,
                "--loose-group-replication-start-on-boot=OFF",
                "--loose-group-replication-local-address=" + Server.HOST + ":" + port,
                "--loose-group-replication-group-seeds=" + seeds,
                "--loose-group-replication-ip-allowlist=127.0.0.1/8",
                "--loose-group-replication-recovery-get-public-key=ON",
                "--loose-group-replication-message-cache-size=134217728",
                "--loose-group-replication-member-expel-timeout=0");
    }

    private void gather() throws SQLException {
        primary()
                .execute(
                        "SET GLOBAL group_replication_bootstrap_group = ON",
                        "START GROUP_REPLICATION",
                        "SET GLOBAL group_replication_bootstrap_group = OFF");
        for (Server member : members.subList(1, 3)) {
            member.execute(
                    "CHANGE REPLICATION SOURCE TO SOURCE_USER='%s', SOURCE_PASSWORD='%s'"
                                    .formatted(Server.USER, Server.PASSWORD)
                            + " FOR CHANNEL 'group_replication_recovery'",
                    "START GROUP_REPLICATION");
        }
        for (Server member : members) {
            Replication.await(
                    member,
                    "SELECT COUNT(*) FROM performance_schema.replication_group_members WHERE MEMBER_STATE = 'ONLINE'",
                    "3");
        }
    }

    /** The primary first. */
    public List<Server> members() {
        return members;
    }

    public Server primary() {
        return members.getFirst();
    }

    @Override
    public void close() {
        Together.end(members);
    }
}
