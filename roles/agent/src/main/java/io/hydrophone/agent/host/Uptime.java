package io.hydrophone.agent.host;

import io.hydrophone.agent.check.Check;
import io.hydrophone.agent.check.CheckKind;
import io.hydrophone.config.Section;

/** Seconds since the system started. */
public final class Uptime implements CheckKind {
    @Override
    public String name() {
        return "uptime";
    }

    @Override
    public boolean isUsual() {
        return true;
    }

    @Override
    public Check read(Section init, Section instance) {
        return out -> out.gauge("system.uptime", (double) Machine.system().getSystemUptime());
    }
}
