package io.hydrophone.agent.process;

import io.hydrophone.agent.check.Check;
import io.hydrophone.agent.check.CheckKind;
import io.hydrophone.agent.check.Readings;
import io.hydrophone.agent.host.Machine;
import io.hydrophone.config.Section;
import io.hydrophone.core.Tags;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import oshi.software.os.OSProcess;

/**
 * The programs that take most of the processors and most memory, all processes of one name together. Lists all processes,
 * some milliseconds a hundred: so it runs once a minute, and only where it is configured.
 */
public final class TopProcesses implements CheckKind {
    private static final int USUAL_LIMIT = 10;

    @Override
    public String name() {
        return "top_processes";
    }

    @Override
    public Duration pace() {
        return Duration.ofMinutes(1);
    }

    @Override
    public Check read(Section init, Section instance) {
        return new Ranking(instance.integer("limit", USUAL_LIMIT, 1, 1000));
    }

    /** What the processes of a name take; shares of one processor. */
    private static final class Program {
        final String name;
        double load;
        double resident;
        double virtual;
        int processes;
        int threads;

        Program(String name) {
            this.name = name;
        }

        void tell(boolean withLoad, Readings out) {
            Tags tags = Tags.pair("process_name", name);
            if (withLoad) {
                out.gauge("system.processes.top.cpu.pct", load * 100, tags);
            }
            out.gauge("system.processes.top.mem.rss", resident, tags);
            out.gauge("system.processes.top.mem.vms", virtual, tags);
            out.gauge("system.processes.top.number", processes, tags);
            out.gauge("system.processes.top.threads", threads, tags);
        }
    }

    private static final class Ranking implements Check {
        private static final Comparator<Program> BY_LOAD = Comparator.comparingDouble(program -> -program.load);
        private static final Comparator<Program> BY_MEMORY = Comparator.comparingDouble(program -> -program.resident);

        private final int limit;
        private Map<Integer, OSProcess> before = Map.of();

        Ranking(int limit) {
            this.limit = limit;
        }

        @Override
        public void run(Readings out) {
            List<OSProcess> processes = Machine.system().getProcesses(null, null, 0);
            Collection<Program> programs = byName(processes).values();
            Set<Program> top = new HashSet<>();
            boolean withLoad = !before.isEmpty(); // else what each took since its start counts as little as nothing
            if (withLoad) {
                programs.stream().sorted(BY_LOAD).limit(limit).forEach(top::add);
            }
            programs.stream().sorted(BY_MEMORY).limit(limit).forEach(top::add);
            top.forEach(program -> program.tell(withLoad, out));
            before = new HashMap<>();
            processes.forEach(process -> before.put(process.getProcessID(), process));
        }

        private Map<String, Program> byName(List<OSProcess> processes) {
            Map<String, Program> programs = new HashMap<>();
            for (OSProcess process : processes) {
                Program program = programs.computeIfAbsent(process.getName(), Program::new);
                OSProcess then = before.get(process.getProcessID());
                // What started since counts from its start.
                program.load += then == null || then.getStartTime() != process.getStartTime()
                        ? process.getProcessCpuLoadCumulative()
                        : process.getProcessCpuLoadBetweenTicks(then);
                program.resident += Math.max(0, process.getResidentMemory());
                program.virtual += Math.max(0, process.getVirtualSize());
                program.threads += Math.max(0, process.getThreadCount());
                program.processes++;
            }
            return programs;
        }
    }
}
