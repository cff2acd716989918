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
 * @param sample which part of the connections is heard, to begin with
 * @param part which of several decoders that share the work this one is, from 0
 * @param parts how many they are, 1 for a decoder alone
 */
public record DecoderOptions(
        Ports ports,
        int maxSessions,
        int maxTextBytes,
        long maxBufferBytes,
        KeyLog keyLog,
        SampleRatio sample,
        int part,
        int parts) {
    /** For a decoder alone that hears all connections. */
    public DecoderOptions(Ports ports, int maxSessions, int maxTextBytes, long maxBufferBytes) {
        this(ports, maxSessions, maxTextBytes, maxBufferBytes, null, SampleRatio.ALL, 0, 1);
    }

    public static DecoderOptions of(Ports ports) {
        return new DecoderOptions(ports, 65_536, 1 << 20, 64L << 20);
    }

    public DecoderOptions withKeyLog(KeyLog log) {
        return new DecoderOptions(ports, maxSessions, maxTextBytes, maxBufferBytes, log, sample, part, parts);
    }

    public DecoderOptions sampled(SampleRatio ratio) {
        return new DecoderOptions(ports, maxSessions, maxTextBytes, maxBufferBytes, keyLog, ratio, part, parts);
    }

    /**
     * For one of several decoders that share the work and the bounds.
     *
     * @param index from 0
     */
    public DecoderOptions part(int index, int decoders) {
        return new DecoderOptions(
                ports,
                maxSessions / decoders,
                maxTextBytes,
                maxBufferBytes / decoders,
                keyLog,
                sample,
                index,
                decoders);
    }
}
