package io.hydrophone.protocol;

/** Receives query attributes. */
@FunctionalInterface
public interface AttributeHandler {
    /** The attribute is valid during the call only. */
    void attribute(QueryAttribute attribute);
}
