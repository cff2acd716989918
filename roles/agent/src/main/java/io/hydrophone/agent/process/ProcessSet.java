package io.hydrophone.agent.process;

import io.hydrophone.agent.host.Machine;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import oshi.software.os.OSProcess;

/**
 * The processes that a search finds, looked at again and again. Those that were found are asked by number; all are listed
 * only when one of them ended, or after some time: what starts meanwhile is seen later.
 */
final class ProcessSet {
    private final ProcessSearch search;
    private final long patienceNanos;
    private Map<Integer, OSProcess> before = Map.of();
    private Map<Integer, OSProcess> now = Map.of();
    private long searched;

    ProcessSet(ProcessSearch search, Duration patience) {
        this.search = search;
        patienceNanos = patience.toNanos();
    }

    /** Looks again. */
    void look() {
        before = now;
        List<OSProcess> found = remembered();
        if (found == null) {
            found = search.run();
            searched = System.nanoTime();
        }
        now = new HashMap<>();
        found.forEach(process -> now.put(process.getProcessID(), process));
    }

    /** Those found before, as they are now; null when they have to be searched for. */
    private List<OSProcess> remembered() {
        if (!search.isByName() || before.isEmpty() || System.nanoTime() - searched > patienceNanos) {
            return null;
        }
        List<OSProcess> again = Machine.system().getProcesses(before.keySet());
        boolean same = again.size() == before.size()
                && again.stream().allMatch(process -> isSame(before.get(process.getProcessID()), process));
        return same ? again : null;
    }

    private static boolean isSame(OSProcess before, OSProcess now) {
        return before.getStartTime() == now.getStartTime() && now.getState() != OSProcess.State.INVALID;
    }

    Iterable<OSProcess> processes() {
        return now.values();
    }

    int size() {
        return now.size();
    }

    /** How much of one processor a process took since the last look, 0 and more; −1 when it was not there then. */
    double load(OSProcess process) {
        OSProcess then = before.get(process.getProcessID());
        return then == null || !isSame(then, process) ? -1 : process.getProcessCpuLoadBetweenTicks(then);
    }
}
