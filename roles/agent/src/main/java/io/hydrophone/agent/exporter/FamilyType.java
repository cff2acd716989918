package io.hydrophone.agent.exporter;

/** What Prometheus is to take a family for. */
enum FamilyType {
    COUNTER,
    GAUGE,
    /** The server does not say which of the others it is. */
    UNTYPED
}
