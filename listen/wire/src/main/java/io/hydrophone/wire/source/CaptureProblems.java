package io.hydrophone.wire.source;

import io.hydrophone.core.ProblemException;
import java.util.Comparator;
import java.util.List;

/** What may stand in the way of listening to a device, in words for its user. */
final class CaptureProblems {
    private CaptureProblems() {}

    static ProblemException noPermission() {
        return new ProblemException(
                "no-permission",
                "listening to packets needs root or the capability CAP_NET_RAW",
                "",
                "run it as root, or give it that capability alone: sudo setpriv --reuid \"$(id -u)\" --regid \"$(id -g)\""
                        + " --init-groups --inh-caps +net_raw --ambient-caps +net_raw hydrophone ..."
                        + " (setcap on java does not help: the loader then refuses java's own libjli)");
    }

    static ProblemException unknownDevice(DeviceName named) {
        List<String> devices = named.elsewhere() ? Devices.names(named.process()) : Devices.names();
        String device = named.device();
        String nearest = devices.stream()
                .min(Comparator.comparingInt(name -> distance(device, name)))
                .filter(name -> distance(device, name) <= 2)
                .map(name -> "did you mean " + new DeviceName(name, named.process()) + "? ")
                .orElse("");
        return new ProblemException(
                "no-such-device",
                named.elsewhere()
                        ? "no such device in the network namespace of process " + named.process()
                        : "no such device",
                named.toString(),
                nearest + "There are: " + String.join(", ", devices) + ", and any for all of them");
    }

    static ProblemException noProcess(DeviceName device) {
        return new ProblemException(
                "no-such-process",
                "there is no process " + device.process(),
                device.toString(),
                "give the number that a process of the container has on this machine: docker inspect -f '{{.State.Pid}}'"
                        + " NAME, or crictl inspect");
    }

    static ProblemException namespaceForbidden(DeviceName device) {
        return new ProblemException(
                "namespace-forbidden",
                "the network namespace of process " + device.process() + " may not be entered",
                device.toString(),
                "run it as root, or with CAP_SYS_ADMIN, CAP_SYS_PTRACE and CAP_NET_RAW; in a container of its own it needs"
                        + " the machine's processes too (--pid=host)");
    }

    static ProblemException notWithLibpcap(DeviceName device) {
        return new ProblemException(
                "not-with-libpcap",
                "libpcap listens in its own network namespace only",
                device.toString(),
                "leave --capture out, or start it there: nsenter -t " + device.process() + " -n hydrophone ... -i "
                        + device.device());
    }

    static ProblemException oneWorkerForLibpcap(int workers) {
        return new ProblemException(
                "bad-workers",
                "libpcap cannot share connections among workers",
                "--workers " + workers,
                "leave --capture out, or --workers");
    }

    static ProblemException oneWorkerForAuto(int workers) {
        return new ProblemException(
                "bad-workers",
                "servers that are found by their greeting have to be known to all workers",
                "--workers " + workers,
                "name the ports, such as --port 3306, or leave --workers out");
    }

    static ProblemException noFanout(String device, String reason) {
        return new ProblemException(
                "no-fanout",
                "the kernel does not share packets among workers: " + reason,
                device,
                "it needs Linux 4.12 or later; leave --workers out");
    }

    static ProblemException notLinux() {
        return new ProblemException(
                "not-linux",
                "the ring is the Linux kernel's, and this is " + System.getProperty("os.name"),
                "",
                "use --capture libpcap");
    }

    static ProblemException noLibpcap() {
        return new ProblemException(
                "no-libpcap",
                "libpcap is not installed",
                "",
                "install it (apt-get install libpcap0.8, dnf install libpcap, apk add libpcap), or leave --capture out");
    }

    static ProblemException noDevice() {
        return new ProblemException(
                "no-device",
                "no device is named",
                "",
                "There are: " + String.join(", ", Devices.names()) + ", and any for all of them");
    }

    static ProblemException down(String device) {
        return new ProblemException(
                "device-down", "the device is down", device, "bring it up: ip link set " + device + " up");
    }

    static ProblemException wentDown(String device) {
        return new ProblemException(
                "device-down",
                "the device went down or away while listening",
                device,
                "bring it up and start again: ip link set " + device + " up");
    }

    static ProblemException unknownLinkType(String device, int type) {
        return new ProblemException(
                "unknown-link-type",
                "the device is of type " + type + ", whose packets Hydrophone does not read",
                device,
                "try --capture libpcap, or another device");
    }

    static ProblemException refused(String device, String doing, String reason) {
        return new ProblemException(
                "capture-refused", doing + " failed: " + reason, device, "try a smaller --ring, or --capture libpcap");
    }

    /** Levenshtein's: letters to insert, delete or replace. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
