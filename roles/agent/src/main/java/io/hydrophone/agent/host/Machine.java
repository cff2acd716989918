package io.hydrophone.agent.host;

import io.hydrophone.core.ProblemException;
import oshi.SystemInfo;
import oshi.hardware.HardwareAbstractionLayer;
import oshi.software.os.OperatingSystem;

/** This machine, as OSHI knows it; loaded by the first check that asks. */
public final class Machine {
    /** Where the kernel says more than OSHI hands on. */
    public static final boolean IS_LINUX = System.getProperty("os.name").equals("Linux");

    private Machine() {}

    private static final class Known {
        static final SystemInfo INFO = new SystemInfo();
    }

    public static OperatingSystem system() {
        return Known.INFO.getOperatingSystem();
    }

    public static HardwareAbstractionLayer hardware() {
        return Known.INFO.getHardware();
    }

    /** What a check throws that reads what this system does not have. */
    public static ProblemException without(String what) {
        return new ProblemException(
                "not-on-this-system",
                what + " is not to be had on " + System.getProperty("os.name"),
                "",
                "remove the check's file on this machine");
    }
}
