package io.hydrophone.agent;

import io.hydrophone.agent.check.CheckKind;
import io.hydrophone.agent.cron.CronRuns;
import io.hydrophone.agent.file.FileNumber;
import io.hydrophone.agent.host.Cpu;
import io.hydrophone.agent.host.Disk;
import io.hydrophone.agent.host.DiskIo;
import io.hydrophone.agent.host.FileHandles;
import io.hydrophone.agent.host.Load;
import io.hydrophone.agent.host.Memory;
import io.hydrophone.agent.host.Network;
import io.hydrophone.agent.host.ProcessCount;
import io.hydrophone.agent.host.Uptime;
import io.hydrophone.agent.jmx.Jmx;
import io.hydrophone.agent.log.Dogstream;
import io.hydrophone.agent.log.Keywords;
import io.hydrophone.agent.plugin.PluginDirectory;
import io.hydrophone.agent.plugin.Shell;
import io.hydrophone.agent.process.Processes;
import io.hydrophone.agent.process.TopProcesses;
import io.hydrophone.agent.service.Services;
import io.hydrophone.agent.service.TcpPort;
import java.util.List;

/** All that can be measured of the machine, of what runs on it, and by other people's programs. */
public final class HostChecks {
    private HostChecks() {}

    /** Each kind of check; the first nine run without being asked for. */
    public static List<CheckKind> all() {
        return List.of(
                new Cpu(),
                new Load(),
                new Memory(),
                new DiskIo(),
                new Disk(),
                new Network(),
                new FileHandles(),
                new Uptime(),
                new ProcessCount(),
                new Processes(),
                new TopProcesses(),
                new Services(),
                new TcpPort(),
                new Keywords(),
                new Dogstream(),
                new FileNumber(),
                new CronRuns(),
                new Shell(),
                new PluginDirectory(),
                Jmx.ofAnyJvm(),
                Jmx.ofWebLogic());
    }
}
