package io.hydrophone.probe.cluster;

import io.hydrophone.core.ProblemException;
import io.hydrophone.http.Answer;
import io.hydrophone.http.HttpRequest;
import io.hydrophone.http.Routes;
import java.util.function.Consumer;

/**
 * The cluster over HTTP, as mysql-probe has it: {@code /cluster/join?addr=}, {@code /cluster/leave}, {@code /cluster/remove?addr=}, which answer OK,
 * and {@code /cluster/listnodes}; beside them {@code /cluster/attach?master=} and {@code /cluster/detach?master=}, which a static cluster's master
 * asks of a probe. Each change is written to the audit log.
 */
public final class ClusterRoutes {
    private final Cluster cluster;
    private final AuditLog audit;

    private ClusterRoutes(Cluster cluster, AuditLog audit) {
        this.cluster = cluster;
        this.audit = audit;
    }

    /** Adds them to others. */
    public static Routes add(Routes routes, Cluster cluster, AuditLog audit) {
        ClusterRoutes here = new ClusterRoutes(cluster, audit);
        return routes.change("/cluster/join", request -> here.change(request, "addr", cluster::join))
                .change("/cluster/leave", here::leave)
                .change("/cluster/remove", request -> here.change(request, "addr", cluster::remove))
                .change("/cluster/attach", request -> here.change(request, "master", cluster::attach))
                .change("/cluster/detach", request -> here.change(request, "master", cluster::detach))
                .get("/cluster/listnodes", here::list);
    }

    private Answer leave(HttpRequest request) {
        request.expectOnly();
        return audited(request, "", cluster::leave);
    }

    private Answer change(HttpRequest request, String parameter, Consumer<String> action) {
        request.expectOnly(parameter);
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
            audit.add(request.client(), what, "ok");
            return Answer.text("OK");
        } catch (ProblemException e) {
            audit.add(request.client(), what, e.problem().code());
            return Answer.problem(ClusterProblems.status(e.problem().code()), e.problem());
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
