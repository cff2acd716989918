package io.hydrophone.topology.instance;

/**
 * A thread that applies transactions for its channel.
 *
 * @param isRunning whether its service is on
 * @param errorNumber of its last error; 0 for none
 * @param error its text without the data that it quotes; empty for none
 * @param failedGtid of the transaction at which it stopped; null when it did not, or does not say
 */
public record ApplierWorker(long id, boolean isRunning, long errorNumber, String error, String failedGtid) {}
