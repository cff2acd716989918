package io.hydrophone.probe.push;

/** How a receiver says that it has a report. */
public enum Receiver {
    /** It sends a text message that names the last report it has. */
    NATIVE,
    /** It says nothing: a report counts as delivered when a ping that was sent after it is answered. */
    MYSQLPROBE
}
