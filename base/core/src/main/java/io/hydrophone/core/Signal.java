package io.hydrophone.core;

/** What an agent measured or was told, and passes on. */
public sealed interface Signal permits Sample, ServiceCheck, Event {
    /** Whose it is; empty while it is that of the machine it was made on. */
    String host();

    /** When, in microseconds since 1970. */
    long ts();
}
