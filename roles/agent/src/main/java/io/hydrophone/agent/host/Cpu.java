package io.hydrophone.agent.host;

import io.hydrophone.agent.check.Check;
import io.hydrophone.agent.check.CheckKind;
import io.hydrophone.agent.check.Readings;
import io.hydrophone.config.Section;
import java.io.IOException;

/** What the processors did since the last run, in percent of all they could. */
public final class Cpu implements CheckKind {
    @Override
    public String name() {
        return "cpu";
    }

    @Override
    public boolean isUsual() {
        return true;
    }

    @Override
    public Check read(Section init, Section instance) {
        return new Shares();
    }

    private static final class Shares implements Check {
        private CpuTimes before;

        @Override
        public void run(Readings out) throws IOException {
            CpuTimes now = CpuTimes.now();
            CpuTimes spent = before == null ? null : now.since(before);
            before = now;
            if (spent == null || spent.total() == 0) {
                return;
            }
            double percent = 100.0 / spent.total();
            out.gauge("system.cpu.user", spent.user() * percent);
            out.gauge("system.cpu.system", spent.system() * percent);
            out.gauge("system.cpu.idle", spent.idle() * percent);
            out.gauge("system.cpu.iowait", spent.iowait() * percent);
            out.gauge("system.cpu.stolen", spent.stolen() * percent);
            if (spent.guest() >= 0) {
                out.gauge("system.cpu.guest", spent.guest() * percent);
            }
        }
    }
}
