package io.hydrophone.wire;

import io.hydrophone.wire.tls.KeyLog;

/**
 * What a TrafficDecoder watches and how much it may hold.
 *
 * @param ports the servers' ports
 * @param maxSessions connections held at once; the longest idle one makes room
 * @param maxTextBytes of a command kept, 1 KiB to 64 MiB; the rest is counted, not kept
 * @param maxBufferBytes for all texts and held segments together
 * @param keyLog with which encrypted sessions are decrypted; null where they are only counted
 * @param sample which part of the connections is heard, to begin with
 * @param part which of several decoders that share the work this one is, from 0
 * @param parts how many they are, 1 for a decoder alone
 * @param rowChecksums whether each answer gets a checksum of its rows
 */
public record DecoderOptions(
        Ports ports,
        int maxSessions,
        int maxTextBytes,
        long maxBufferBytes,
        KeyLog keyLog,
        SampleRatio sample,
        int part,
        int parts,
        boolean rowChecksums) {
    /** For a decoder alone that hears all connections. */
    public DecoderOptions(Ports ports, int maxSessions, int maxTextBytes, long maxBufferBytes) {
        this(ports, maxSessions, maxTextBytes, maxBufferBytes, null, SampleRatio.ALL, 0, 1, false);
    }

    public static DecoderOptions of(Ports ports) {
        return new DecoderOptions(ports, 65_536, 1 << 20, 64L << 20);
    }

    public DecoderOptions withKeyLog(KeyLog log) {
        return new DecoderOptions(
                ports, maxSessions, maxTextBytes, maxBufferBytes, log, sample, part, parts, rowChecksums);
    }

    public DecoderOptions sampled(SampleRatio ratio) {
        return new DecoderOptions(
                ports, maxSessions, maxTextBytes, maxBufferBytes, keyLog, ratio, part, parts, rowChecksums);
    }

    /** Keeps commands up to a size, and all that is held together up to another. */
    public DecoderOptions keeping(int textBytes, long bufferBytes) {
        return new DecoderOptions(
                ports, maxSessions, textBytes, bufferBytes, keyLog, sample, part, parts, rowChecksums);
    }

    /** Gives each answer a checksum of its rows, for which every byte of them has to be read. */
    public DecoderOptions checksumRows(boolean asked) {
        return new DecoderOptions(ports, maxSessions, maxTextBytes, maxBufferBytes, keyLog, sample, part, parts, asked);
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
                decoders,
                rowChecksums);
    }
}
