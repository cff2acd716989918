package io.hydrophone.topology.diagnosis;

import io.hydrophone.topology.Address;
import io.hydrophone.topology.Instance;
import io.hydrophone.topology.instance.GroupMember;
import io.hydrophone.topology.instance.GroupView;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Groups, by all members' views: one that is cut off calls itself ONLINE. */
final class GroupFaults {
    private final Sight sight;

    GroupFaults(Sight sight) {
        this.sight = sight;
    }

    void addTo(List<Finding> found) {
        Map<String, List<Instance>> groups = new TreeMap<>();
        for (Instance instance : sight.topology().instances()) {
            if (instance.view() != null && instance.view().group() != null) {
                groups.computeIfAbsent(instance.view().group().name(), name -> new ArrayList<>())
                        .add(instance);
            }
        }
        groups.values().forEach(members -> group(members, found));
    }

    private void group(List<Instance> members, List<Finding> found) {
        List<Instance> working = members.stream().filter(GroupFaults::works).toList();
        List<Instance> stuck = members.stream()
                .filter(member -> isOnline(member) && !hasMajority(member.view().group()))
                .toList();
        if (!stuck.isEmpty()) {
            Code code = working.isEmpty() ? Code.GROUP_MAJORITY_LOST : Code.GROUP_MEMBER_IN_MINORITY;
            found.add(
                    sight.finding(code, addresses(stuck), views(stuck), List.of(majority(stuck.getFirst(), working))));
        }
        for (Instance member : members) {
            String state = ownState(member);
            if (!state.equals("ONLINE") && !state.isEmpty()) {
                found.add(notOnline(member, state, working));
            }
        }
        List<Instance> primaries = working.stream()
                .filter(member -> member.view().group().singlePrimary())
                .filter(member -> own(member).isPrimary())
                .toList();
        if (primaries.size() > 1) {
            found.add(sight.finding(
                    Code.TWO_WRITEABLE_MASTERS,
                    addresses(primaries),
                    views(primaries),
                    List.of(Advice.sql(
                            primaries.getLast().address(),
                            "the group was begun twice: end one, compare, and let its members join the other",
                            List.of("STOP GROUP_REPLICATION")))));
        }
    }

    private static Advice majority(Instance member, List<Instance> working) {
        return Advice.sql(
                member.address(),
                working.isEmpty()
                        ? "bring the others or the way to them back: the group goes on by itself. Only when they are surely gone,"
                                + " give the addresses of those that are left, of all of them, separated by commas"
                        : "the majority goes on without it: bring the way to the others back, then let it join again",
                working.isEmpty()
                        ? List.of(
                                "SELECT @@group_replication_local_address",
                                "SET GLOBAL group_replication_force_members = 'CHANGE ME'")
                        : List.of("STOP GROUP_REPLICATION", "START GROUP_REPLICATION"));
    }

    private Finding notOnline(Instance member, String state, List<Instance> working) {
        List<Evidence> evidence = new ArrayList<>(List.of(new Evidence(member.address(), "I am " + state)));
        evidence.addAll(views(working));
        boolean recovers = state.equals("RECOVERING");
        List<String> lines = new ArrayList<>();
        if (state.equals("ERROR")) {
            lines.add("STOP GROUP_REPLICATION");
        }
        lines.add(
                recovers
                        ? "SELECT * FROM performance_schema.replication_applier_status_by_worker"
                        : "START GROUP_REPLICATION");
        Finding finding = sight.finding(
                Code.GROUP_MEMBER_NOT_ONLINE,
                member.address(),
                evidence,
                Advice.sql(
                        member.address(),
                        recovers ? "it catches up; see how far it is" : "let it join again; its log says why it left",
                        lines));
        return recovers ? finding.at(Severity.NOTICE) : finding;
    }

    private static boolean works(Instance member) {
        return isOnline(member) && hasMajority(member.view().group());
    }

    private static boolean isOnline(Instance member) {
        return ownState(member).equals("ONLINE");
    }

    private static boolean hasMajority(GroupView view) {
        long unreachable = view.members().stream()
                .filter(member -> member.state().equalsIgnoreCase("UNREACHABLE"))
                .count();
        return unreachable * 2 < view.members().size();
    }

    private static GroupMember own(Instance member) {
        return member.view().group().members().stream()
                .filter(each -> each.uuid().equals(member.serverUuid()))
                .findFirst()
                .orElse(null);
    }

    /** Empty when it is not in its own list. */
    private static String ownState(Instance member) {
        GroupMember own = own(member);
        return own == null ? "" : own.state();
    }

    private static List<Address> addresses(List<Instance> members) {
        return members.stream().map(Instance::address).toList();
    }

    /** Who sees whom how. */
    private static List<Evidence> views(List<Instance> members) {
        return members.stream()
                .map(member -> new Evidence(
                        member.address(),
                        "sees "
                                + String.join(
                                        ", ",
                                        member.view().group().members().stream()
                                                .map(each -> each.host() + ":" + each.port() + " " + each.state())
                                                .toList())))
                .toList();
    }
}
