package io.hydrophone.traffic.broker;

/**
 * How messages are sent to a broker over AMQP.
 *
 * @param contentType of each
 * @param isPersistent whether the broker keeps them on its disk, and an exchange that is made too
 * @param isMandatory whether one that no queue takes has failed
 * @param exchangeType of an exchange that is made because it is not there
 */
public record AmqpMessages(String contentType, boolean isPersistent, boolean isMandatory, String exchangeType) {
    static final AmqpMessages BLOCKS = new AmqpMessages("application/octet-stream", true, true, "direct");
}
