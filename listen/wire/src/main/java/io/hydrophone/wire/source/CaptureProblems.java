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

    static ProblemException unknownDevice(String device) {
        List<String> devices = Devices.names();
        String nearest = devices.stream()
                .min(Comparator.comparingInt(name -> distance(device, name)))
                .filter(name -> distance(device, name) <= 2)
                .map(name -> "did you mean " + name + "? ")
                .orElse("");
        return new ProblemException(
                "no-such-device",
                "no such device",
                device,
                nearest + "There are: " + String.join(", ", devices) + ", and any for all of them");
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
