package io.hydrophone.wire;

/** Receives the commands that were asked and are not answered yet. */
@FunctionalInterface
public interface RunningHandler {
    /** The query's outcome and everything about its answer is what was heard so far; flyweight as elsewhere. */
    void running(Query query);
}
