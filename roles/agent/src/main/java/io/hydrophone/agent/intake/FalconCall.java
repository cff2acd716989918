package io.hydrophone.agent.intake;

import io.hydrophone.core.Signal;
import java.util.List;

/**
 * What open-falcon's agent calls its transfer with.
 *
 * @param id that the answer has to have
 * @param invalid points that were left out
 */
public record FalconCall(String method, long id, List<Signal> points, int invalid) {}
