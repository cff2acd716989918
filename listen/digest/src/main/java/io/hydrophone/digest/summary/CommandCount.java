package io.hydrophone.digest.summary;

import io.hydrophone.protocol.Command;

/**
 * How often a command was sent.
 *
 * @param count whatever became of it
 * @param errors answered with an error
 */
public record CommandCount(Command command, long count, long errors) {}
