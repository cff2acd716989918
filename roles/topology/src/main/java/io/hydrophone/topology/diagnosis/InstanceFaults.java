package io.hydrophone.topology.diagnosis;

import io.hydrophone.topology.Address;
import io.hydrophone.topology.Instance;
import java.util.List;

/** Servers that live and are not to be talked to. */
final class InstanceFaults {
    private final Sight sight;

    InstanceFaults(Sight sight) {
        this.sight = sight;
    }

    void addTo(List<Finding> found) {
        for (Instance instance : sight.topology().instances()) {
            Address address = instance.address();
            if (Sight.hangs(instance)) {
                Finding hung = sight.finding(
                        Code.HUNG_INSTANCE,
                        address,
                        List.of(
                                instance.view() == null
                                        ? Sight.fromHere(instance)
                                        : new Evidence(null, "began to answer, and then did not in time")),
                        machine(address, "look at what holds it up: a stopped process, a full or hanging disk"));
                boolean isSource = !sight.replicas(address).isEmpty()
                        || sight.sources(address).isEmpty();
                found.add(isSource ? hung : hung.at(Severity.WARNING));
            } else if (instance.failure() != null) {
                closed(instance, found);
            }
        }
    }

    private void closed(Instance instance, List<Finding> found) {
        Address address = instance.address();
        List<Evidence> evidence = List.of(
                new Evidence(null, instance.failure().kind().words() + ": the server lives, and tells us nothing"));
        switch (instance.failure().kind()) {
            case TOO_MANY_CONNECTIONS ->
                found.add(sight.finding(
                        Code.TOO_MANY_CONNECTIONS,
                        address,
                        evidence,
                        Advice.sql(
                                address,
                                "see whose connections these are; one more is let in when it may administer",
                                List.of(
                                        "SELECT user, command, COUNT(*) FROM information_schema.processlist"
                                                + " GROUP BY user, command ORDER BY COUNT(*) DESC",
                                        "SET GLOBAL max_connections = @@GLOBAL.max_connections + 100"))));
            case LOGIN_REFUSED ->
                found.add(sight.finding(
                        Code.LOGIN_REFUSED,
                        address,
                        evidence,
                        Advice.shell(
                                address,
                                "print the account that is needed, for this server's version",
                                "hydrophone grants --version VERSION --for topology")));
            case TLS ->
                found.add(sight.finding(
                        Code.TLS_FAILED,
                        address,
                        evidence,
                        Advice.shell(
                                address,
                                "see which certificate it shows",
                                "openssl s_client -starttls mysql -connect " + address)));
            default -> {} // Who may be dead is judged with what others say.
        }
    }

    /** For a shell on the server's machine. */
    static Advice machine(Address address, String why) {
        return Advice.shell(
                address,
                why,
                "systemctl status mysql mysqld mariadb",
                "journalctl -u 'mysql*' -u 'mariadb*' -n 50",
                "df -h");
    }
}
