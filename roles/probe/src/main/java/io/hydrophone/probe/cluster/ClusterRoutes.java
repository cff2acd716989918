package io.hydrophone.probe.cluster;

import io.hydrophone.core.Problem;
import io.hydrophone.core.ProblemException;
import io.hydrophone.http.Answer;
import io.hydrophone.http.HttpRequest;
import io.hydrophone.http.Operation;
import io.hydrophone.http.Routes;
import io.hydrophone.probe.audit.AuditLine;
import io.hydrophone.probe.audit.AuditLog;
import java.util.List;
import java.util.function.Consumer;

/**
 * The cluster over HTTP, as mysql-probe has it: {@code /cluster/join?addr=}, {@code /cluster/leave}, {@code /cluster/remove?addr=}, which answer OK,
 * and {@code /cluster/listnodes}; beside them {@code /cluster/attach?master=} and {@code /cluster/detach?master=}, which a static cluster's master
 * asks of a probe. Each change is written to the audit log.
 */
public final class ClusterRoutes {
    private final Cluster cluster;
    private final AuditLog audit;
    private final Consumer<Problem> told;

    private ClusterRoutes(Cluster cluster, AuditLog audit, Consumer<Problem> told) {
        this.cluster = cluster;
        this.audit = audit;
        this.told = told;
    }

    /**
     * Adds them to others.
     *
     * @param told when a change cannot be written to the audit log; the change stands
     */
    public static Routes add(Routes routes, Cluster cluster, AuditLog audit, Consumer<Problem> told) {
        ClusterRoutes here = new ClusterRoutes(cluster, audit, told);
        describe(routes);
        return routes.change("/cluster/join", request -> here.change(request, "addr", cluster::join))
                .change("/cluster/leave", here::leave)
                .change("/cluster/remove", request -> here.change(request, "addr", cluster::remove))
                .change("/cluster/attach", here::attach)
                .change("/cluster/detach", request -> here.change(request, "master", cluster::detach))
                .get("/cluster/listnodes", here::list);
    }

    private static void describe(Routes routes) {
        routes.describe(operation("join", "Enters a cluster, or on a static master takes a probe in; OK")
                        .text("addr", "host:port of a node", "10.0.0.5:8667"))
                .describe(operation("leave", "Leaves the cluster, or on a static master releases all probes; OK"))
                .describe(operation("remove", "Has another node leave, or forgets one that is down; OK")
                        .text("addr", "host:port of the node", "10.0.0.7:8667"))
                .describe(operation("attach", "On a probe of a static cluster: pushes to a master; OK")
                        .text("master", "host:port of the master", "10.0.0.5:8667")
                        .text("group", "of the master", "production"))
                .describe(operation("detach", "On a probe of a static cluster: pushes to a master no more; OK")
                        .text("master", "host:port of the master", "10.0.0.5:8667"))
                .describe(Operation.of("/cluster/listnodes", "All nodes, also those that are down", Operation.JSON));
    }

    private static Operation operation(String name, String summary) {
        return Operation.of("/cluster/" + name, summary, "text/plain;charset=utf-8");
    }

    private Answer leave(HttpRequest request) {
        request.expectOnly();
        return audited(request, "", cluster::leave);
    }

    private Answer change(HttpRequest request, String parameter, Consumer<String> action) {
        request.expectOnly(parameter);
        return at(request, parameter, action);
    }

    private Answer attach(HttpRequest request) {
        request.expectOnly("master", "group");
        String group = request.parameter("group");
        return at(request, "master", master -> cluster.attach(master, group == null ? "" : group));
    }

    private Answer at(HttpRequest request, String parameter, Consumer<String> action) {
        String address = request.parameter(parameter);
        return audited(request, address == null ? "" : "?" + parameter + "=" + address, () -> {
            if (address == null) {
                throw new ProblemException(ClusterProblems.noAddress(parameter));
            }
            action.accept(NodeAddress.parse(address));
        });
    }

    private Answer audited(HttpRequest request, String parameters, Runnable action) {
        String what = request.path() + parameters;
        try {
            action.run();
            note(request, what, "ok");
            return Answer.text("OK");
        } catch (ProblemException e) {
            note(request, what, e.problem().code());
            return Answer.problem(ClusterProblems.status(e.problem().code()), e.problem());
        }
    }

    /** @param result {@code ok} or the code of a problem */
    private void note(HttpRequest request, String what, String result) {
        try {
            audit.add(List.of(new AuditLine(request.client(), what).with("result", result)));
        } catch (ProblemException e) {
            told.accept(e.problem());
        }
    }

    private Answer list(HttpRequest request) {
        request.expectOnly();
        try {
            return Answer.json(NodeListJson.write(cluster.nodes()));
        } catch (ProblemException e) {
            return Answer.problem(ClusterProblems.status(e.problem().code()), e.problem());
        }
    }
}
