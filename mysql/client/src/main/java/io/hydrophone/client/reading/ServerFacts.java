package io.hydrophone.client.reading;

import io.hydrophone.client.Dialect;
import java.util.Map;

/**
 * What decides which statements a server understands.
 *
 * @param variables its global variables by lower-case name, where a reading asked for them; else none
 */
public record ServerFacts(Dialect dialect, Map<String, String> variables) {
    /** The variable's value; "" when the server does not have it. */
    public String variable(String name) {
        return variables.getOrDefault(name, "");
    }

    /** Whether the server has the variable, whatever its value. */
    public boolean has(String variable) {
        return variables.containsKey(variable);
    }

    public boolean isOn(String variable) {
        String value = variable(variable);
        return value.equalsIgnoreCase("ON") || value.equals("1");
    }
}
