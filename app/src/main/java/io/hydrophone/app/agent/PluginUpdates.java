package io.hydrophone.app.agent;

import io.hydrophone.core.Problem;
import io.hydrophone.http.Answer;
import io.hydrophone.http.Operation;
import io.hydrophone.http.Routes;
import io.hydrophone.upkeep.update.AgentHome;
import io.hydrophone.upkeep.update.Requests;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * open-falcon's {@code /plugin/update}: has the supervisor of this installation look for an update now. Plugins are among the checks of a
 * release, so they are signed and come as all else does.
 */
final class PluginUpdates {
    private static final String PATH = "/plugin/update";

    private PluginUpdates() {}

    /** @param installation null where nobody keeps the agent up to date */
    static void addTo(Routes routes, Path installation) {
        routes.change(PATH, request -> {
                    request.expectOnly();
                    if (installation == null) {
                        return Answer.problem(
                                404,
                                new Problem(
                                        "no-updates",
                                        "this agent is not kept up to date",
                                        PATH,
                                        "name its installation in the configuration: agent.installation"));
                    }
                    Requests.ask(new AgentHome(installation), Requests.Kind.APPLY, null);
                    return Answer.json("{\"asked\":true}".getBytes(StandardCharsets.UTF_8));
                })
                .describe(Operation.of(PATH, "Look for an update now, plugins included", Operation.JSON));
    }
}
