package io.hydrophone.agent.jmx;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import com.sun.tools.attach.VirtualMachineDescriptor;
import io.hydrophone.core.ProblemException;
import java.io.IOException;
import java.util.List;

/** JVMs of this machine, which are asked to open a JMX connector on loopback. They have to be the agent's user's, or it root. */
final class LocalJvm {
    private LocalJvm() {}

    /**
     * Where the connector of a JVM is.
     *
     * @throws ProblemException when there is no such JVM, or several
     */
    static String address(JmxTarget target) throws IOException {
        String id = target.pid() >= 0 ? Integer.toString(target.pid()) : find(target);
        try {
            VirtualMachine machine = VirtualMachine.attach(id);
            try {
                return machine.startLocalManagementAgent();
            } finally {
                machine.detach();
            }
        } catch (AttachNotSupportedException e) {
            throw new IOException("the process " + id + " lets nobody attach", e);
        }
    }

    private static String find(JmxTarget target) {
        List<String> found = VirtualMachine.list().stream()
                .filter(machine ->
                        target.process().matcher(machine.displayName()).find())
                .map(VirtualMachineDescriptor::id)
                .toList();
        if (found.size() != 1) {
            throw new ProblemException(
                    "no-jmx",
                    found.isEmpty() ? "no JVM of this machine fits" : "several JVMs fit: " + String.join(", ", found),
                    target.text(),
                    "jps -lm shows what process_name_regex is compared with");
        }
        return found.getFirst();
    }
}
