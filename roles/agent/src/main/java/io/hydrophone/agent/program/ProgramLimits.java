package io.hydrophone.agent.program;

import java.time.Duration;

/**
 * What one run of a program may take.
 *
 * @param time from its start; then all its processes are killed
 * @param memoryBytes of address space, for each of its processes; 0 for no limit
 * @param outputBytes of what it prints, and as many of errors
 * @param user as whom it runs; empty for whoever runs the agent
 */
public record ProgramLimits(Duration time, long memoryBytes, int outputBytes, String user) {
    /** For the tools of the system that the agent itself asks. */
    public static final ProgramLimits OF_TOOLS = new ProgramLimits(Duration.ofSeconds(20), 0, 16 << 20, "");
}
