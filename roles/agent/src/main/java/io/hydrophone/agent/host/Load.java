package io.hydrophone.agent.host;

import io.hydrophone.agent.check.Check;
import io.hydrophone.agent.check.CheckKind;
import io.hydrophone.agent.check.Readings;
import io.hydrophone.config.Section;
import oshi.hardware.CentralProcessor;

/** Load averages of 1, 5 and 15 minutes, and of one processor ({@code norm}). Windows has none. */
public final class Load implements CheckKind {
    private static final String[] MINUTES = {"1", "5", "15"};

    @Override
    public String name() {
        return "load";
    }

    @Override
    public boolean isUsual() {
        return true;
    }

    @Override
    public Check read(Section init, Section instance) {
        return Load::measure;
    }

    private static void measure(Readings out) {
        CentralProcessor processor = Machine.hardware().getProcessor();
        double[] loads = processor.getSystemLoadAverage(MINUTES.length);
        int processors = processor.getLogicalProcessorCount();
        for (int i = 0; i < loads.length; i++) {
            if (loads[i] >= 0) {
                out.gauge("system.load." + MINUTES[i], loads[i]);
                out.gauge("system.load.norm." + MINUTES[i], loads[i] / processors);
            }
        }
    }
}
