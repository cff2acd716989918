package io.hydrophone.wire.source;

/**
 * A device as the user names it: {@code eth0}, {@code any}, or {@code eth0@1234} for that of the network namespace of
 * process 1234.
 *
 * @param device its name in its namespace
 * @param process whose namespace it is; 0 for our own
 */
record DeviceName(String device, long process) {
    static DeviceName parse(String text) {
        int at = text.lastIndexOf('@');
        if (at < 0 || !text.substring(at + 1).matches("[1-9][0-9]{0,9}")) {
            return new DeviceName(text, 0);
        }
        return new DeviceName(text.substring(0, at), Long.parseLong(text.substring(at + 1)));
    }

    boolean elsewhere() {
        return process != 0;
    }

    boolean isAny() {
        return device.equals(LiveCapture.ANY);
    }

    @Override
    public String toString() {
        return elsewhere() ? device + "@" + process : device;
    }
}
