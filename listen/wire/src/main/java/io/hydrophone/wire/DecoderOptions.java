package io.hydrophone.wire;

import io.hydrophone.wire.tls.KeyLog;

/**
 * What a TrafficDecoder watches and how much it may hold.
 *
 * @param ports the servers' ports
 * @param maxSessions connections held at once; the longest idle one makes room
 * @param maxTextBytes of a statement's text kept, 1 KiB to 16 MiB; the rest is counted, not kept
 * @param maxBufferBytes for all texts and held segments together
 * @param keyLog with which encrypted sessions are decrypted; null where they are only counted
 */
public record DecoderOptions(Ports ports, int maxSessions, int maxTextBytes, long maxBufferBytes, KeyLog keyLog) {
    public DecoderOptions(Ports ports, int maxSessions, int maxTextBytes, long maxBufferBytes) {
        this(ports, maxSessions, maxTextBytes, maxBufferBytes, null);
    }

    public static DecoderOptions of(Ports ports) {
        return new DecoderOptions(ports, 65_536, 1 << 20, 64L << 20);
    }

    public DecoderOptions withKeyLog(KeyLog log) {
        return new DecoderOptions(ports, maxSessions, maxTextBytes, maxBufferBytes, log);
    }

    /** For one of several decoders that share the work and the bounds. */
    public DecoderOptions dividedBy(int decoders) {
        return new DecoderOptions(ports, maxSessions / decoders, maxTextBytes, maxBufferBytes / decoders, keyLog);
    }
}
