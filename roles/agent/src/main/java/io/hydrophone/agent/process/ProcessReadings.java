package io.hydrophone.agent.process;

import io.hydrophone.agent.check.Check;
import io.hydrophone.agent.check.Readings;
import io.hydrophone.agent.host.Machine;
import io.hydrophone.core.ServiceCheck;
import io.hydrophone.core.Tags;
import java.util.function.ToLongFunction;
import oshi.software.os.OSProcess;

/** Says what processes take together. */
final class ProcessReadings implements Check {
    private static final double MILLIS = 1000;

    private final ProcessSet set;
    private final ExpectedCount expected;
    private final String name;
    private final Tags tags;

    ProcessReadings(ProcessSet set, ExpectedCount expected, String name, Tags tags) {
        this.set = set;
        this.expected = expected;
        this.name = name;
        this.tags = tags;
    }

    @Override
    public void run(Readings out) {
        set.look();
        int number = set.size();
        out.gauge("system.processes.number", number, tags);
        out.service(
                "process.up",
                expected.status(number),
                Tags.pair("process", name),
                expected.status(number) == ServiceCheck.Status.OK ? "" : number + " processes found");
        if (number > 0) {
            processors(out);
            memory(out);
            runTimes(out);
            others(out);
        }
    }

    private void processors(Readings out) {
        double load = 0;
        boolean known = false;
        for (OSProcess process : set.processes()) {
            double share = set.load(process);
            known |= share >= 0;
            load += Math.max(0, share);
        }
        if (known) {
            out.gauge("system.processes.cpu.pct", load * 100, tags);
        }
    }

    private void memory(Readings out) {
        double resident = sum(OSProcess::getResidentMemory);
        out.gauge("system.processes.mem.rss", resident, tags);
        out.gauge("system.processes.mem.vms", sum(OSProcess::getVirtualSize), tags);
        out.gauge("system.processes.mem.real", sum(OSProcess::getPrivateResidentMemory), tags);
        out.gauge(
                "system.processes.mem.pct",
                100 * resident / Machine.hardware().getMemory().getTotal(),
                tags);
    }

    private void runTimes(Readings out) {
        double least = Double.MAX_VALUE;
        double most = 0;
        for (OSProcess process : set.processes()) {
            least = Math.min(least, process.getUpTime() / MILLIS);
            most = Math.max(most, process.getUpTime() / MILLIS);
        }
        out.gauge("system.processes.run_time.min", least, tags);
        out.gauge("system.processes.run_time.max", most, tags);
        out.gauge("system.processes.run_time.avg", sum(OSProcess::getUpTime) / MILLIS / set.size(), tags);
    }

    private void others(Readings out) {
        out.gauge("system.processes.threads", sum(OSProcess::getThreadCount), tags);
        out.gauge("system.processes.open_file_descriptors", sum(OSProcess::getOpenFiles), tags);
        out.gauge("system.processes.ioread_bytes", sum(OSProcess::getBytesRead), tags);
        out.gauge("system.processes.iowrite_bytes", sum(OSProcess::getBytesWritten), tags);
        out.gauge("system.processes.voluntary_ctx_switches", sum(OSProcess::getVoluntaryContextSwitches), tags);
        out.gauge("system.processes.involuntary_ctx_switches", sum(OSProcess::getInvoluntaryContextSwitches), tags);
        out.rate("system.processes.mem.page_faults.minor_faults", sum(OSProcess::getMinorFaults), tags);
        out.rate("system.processes.mem.page_faults.major_faults", sum(OSProcess::getMajorFaults), tags);
    }

    /** NaN, which is left out, where the system does not tell it of one of them. */
    private double sum(ToLongFunction<OSProcess> figure) {
        double sum = 0;
        for (OSProcess process : set.processes()) {
            long one = figure.applyAsLong(process);
            if (one < 0) {
                return Double.NaN;
            }
            sum += one;
        }
        return sum;
    }
}
