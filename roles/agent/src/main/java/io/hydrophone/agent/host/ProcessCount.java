package io.hydrophone.agent.host;

import io.hydrophone.agent.check.Check;
import io.hydrophone.agent.check.CheckKind;
import io.hydrophone.config.Section;
import oshi.software.os.OperatingSystem;

/** How many processes and threads there are; which they are, is asked elsewhere, for that costs. */
public final class ProcessCount implements CheckKind {
    @Override
    public String name() {
        return "processes";
    }

    @Override
    public boolean isUsual() {
        return true;
    }

    @Override
    public Check read(Section init, Section instance) {
        return out -> {
            OperatingSystem system = Machine.system();
            out.gauge("system.proc.count", system.getProcessCount());
            out.gauge("system.proc.threads", system.getThreadCount());
        };
    }
}
