package io.hydrophone.agent.check;

import io.hydrophone.core.Signal;
import java.util.List;

/**
 * What a single run gave.
 *
 * @param signals with what the run cost
 */
public record CheckRun(List<Signal> signals, CheckStatus status) {}
