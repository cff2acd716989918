package io.hydrophone.agent.life;

import java.util.List;
import tools.jackson.core.JsonGenerator;

/** A part of the agent that tells how it fares, for programs and for people. */
public interface Part {
    /** The key of its object: {@code forwarder}. */
    String name();

    /** Writes the value that belongs to the key. */
    void write(JsonGenerator json);

    /** The same as lines for people, without indentation. */
    List<String> lines();
}
