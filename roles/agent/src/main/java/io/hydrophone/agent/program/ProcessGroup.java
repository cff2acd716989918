package io.hydrophone.agent.program;

import io.hydrophone.core.MarkedProcesses;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.List;

/**
 * A program and what it started. On Unix the program leads a group of processes, which is killed as one; a process that
 * left the group is found by a variable in its environment where the system shows it (Linux).
 */
final class ProcessGroup {
    private static final int SIGKILL = 9;
    private static final int MOST_HUNTS = 10;

    private final ProcessHandle leader;
    private final boolean isGroup;
    private final String mark;

    /**
     * Of a process that was just started.
     *
     * @param isGroup whether it leads a group
     * @param mark value of {@link Program#MARK} in the environment of it and of what it starts, and of nobody else
     */
    ProcessGroup(Process leader, boolean isGroup, String mark) {
        this.leader = leader.toHandle();
        this.isGroup = isGroup;
        this.mark = mark;
    }

    /** Kills all of the group that are left. */
    void kill() {
        leader.descendants().forEach(ProcessHandle::destroyForcibly);
        if (isGroup) {
            Native.kill((int) -leader.pid());
        }
        leader.destroyForcibly();
    }

    /** Kills also those that left it, and what they start meanwhile. */
    void killEscaped() {
        kill();
        for (int i = 0; i < MOST_HUNTS && killMarked(); i++) {
            // until none is found
        }
    }

    /** Returns whether there was any. */
    private boolean killMarked() {
        List<ProcessHandle> escaped = MarkedProcesses.with(Program.MARK, mark);
        escaped.forEach(ProcessHandle::destroyForcibly);
        return !escaped.isEmpty();
    }

    @SuppressWarnings("restricted") // kill(2) takes two numbers, and no memory
    private static final class Native {
        private static final MethodHandle KILL = Linker.nativeLinker()
                .downcallHandle(
                        Linker.nativeLinker().defaultLookup().findOrThrow("kill"),
                        FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));

        /** Whoever is not there any more needs no killing: the answer tells nothing. */
        static void kill(int process) {
            try {
                int ignored = (int) KILL.invokeExact(process, SIGKILL);
            } catch (Throwable e) {
                throw new AssertionError("a native function cannot throw", e);
            }
        }
    }
}
