package io.hydrophone.agent.service;

import io.hydrophone.agent.check.Check;
import io.hydrophone.agent.check.CheckKind;
import io.hydrophone.agent.check.Readings;
import io.hydrophone.agent.host.Machine;
import io.hydrophone.config.Section;
import io.hydrophone.core.ServiceCheck;
import io.hydrophone.core.Tags;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import oshi.software.os.OSService;

/**
 * Whether services run: 1 for one that runs, 0 for one that does not, of some that are named or of all that there are. On
 * Linux those of systemd, whose {@code systemctl} is asked; elsewhere OSHI.
 */
public final class Services implements CheckKind {
    private static final String STATE = "system.service.state";
    private static final String RUNNING = "system.service.running";

    @Override
    public String name() {
        return "service";
    }

    @Override
    public Check read(Section init, Section instance) {
        List<String> named = instance.list("services", text -> text, List.of());
        return out -> {
            if (named.isEmpty()) {
                all().forEach((service, runs) -> state(service, runs, out));
            } else if (Machine.IS_LINUX) {
                Systemctl.show(named).forEach((service, state) -> tell(service, state.runs(), state.text(), out));
            } else {
                Map<String, Boolean> all = all();
                named.forEach(service -> tell(
                        service,
                        all.getOrDefault(service, false),
                        all.containsKey(service) ? "" : "there is no such service",
                        out));
            }
        };
    }

    /** Whether each runs, by name. */
    private static Map<String, Boolean> all() throws Exception {
        if (Machine.IS_LINUX) {
            return Systemctl.list();
        }
        Map<String, Boolean> all = new TreeMap<>();
        for (OSService service : Machine.system().getServices()) {
            all.merge(service.getName(), service.getState() == OSService.State.RUNNING, Boolean::logicalOr);
        }
        return all;
    }

    private static void state(String service, boolean runs, Readings out) {
        out.gauge(STATE, runs ? 1 : 0, Tags.pair("service", service));
    }

    /** One that was asked for by name, and so ought to run. */
    private static void tell(String service, boolean runs, String message, Readings out) {
        state(service, runs, out);
        out.service(
                RUNNING,
                runs ? ServiceCheck.Status.OK : ServiceCheck.Status.CRITICAL,
                Tags.pair("service", service),
                runs ? "" : message);
    }
}
