package io.hydrophone.digest.input;

import io.hydrophone.core.Source;
import io.hydrophone.digest.DigestOptions;
import io.hydrophone.digest.DigestTable;
import io.hydrophone.digest.summary.Summary;
import io.hydrophone.wire.DataStream;
import io.hydrophone.wire.DecoderOptions;
import io.hydrophone.wire.EncryptedSessions;
import io.hydrophone.wire.ParallelDecoder;
import io.hydrophone.wire.TrafficDecoder;
import io.hydrophone.wire.WireCounters;
import io.hydrophone.wire.source.LinkType;
import io.hydrophone.wire.source.PacketHandler;
import io.hydrophone.wire.source.PacketSources;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Decodes and summarises packets of one capture after the other, on one thread or on several. */
final class Hearing implements PacketHandler {
    private final List<TrafficDecoder> decoders = new ArrayList<>();
    private final List<DigestTable> tables = new ArrayList<>();
    private final boolean parallel;
    /** Null until there are packets: a log wants no threads. */
    private PacketHandler packets;

    /** Servers found by their greeting have to be known to all sessions: {@code auto} takes one thread. */
    Hearing(DecoderOptions decoding, DigestOptions options, int threads) {
        parallel = threads > 1 && !decoding.ports().isAuto();
        int parts = parallel ? threads : 1;
        for (int i = 0; i < parts; i++) {
            DigestTable table = new DigestTable(Source.WIRE, options);
            table.sample(decoding.sample());
            tables.add(table);
            decoders.add(new TrafficDecoder(decoding.part(i, parts), table));
        }
    }

    @Override
    public void packet(long nanos, LinkType link, byte[] data, int offset, int captured, int length) {
        PacketHandler handler = packets;
        if (handler == null) {
            handler = parallel ? new ParallelDecoder(decoders) : decoders.getFirst();
            packets = handler;
        }
        handler.packet(nanos, link, data, offset, captured, length);
    }

    @Override
    public void tick(long nanos) {
        if (packets != null) {
            packets.tick(nanos);
        }
    }

    @Override
    public void end() {
        // The end of a file is not the end of what is heard.
    }

    /** Listens to as many sources as there are threads, each with a decoder of its own, until they end. */
    void listen(PacketSources sources) throws IOException {
        sources.run(decoders);
    }

    /** Ends what is open. To be called once. */
    List<Summary> finish() {
        if (packets != null) {
            packets.end();
        }
        List<Summary> summaries = new ArrayList<>();
        tables.forEach(table -> summaries.add(table.snapshot()));
        return summaries;
    }

    /** After {@link #finish}. */
    List<DataStream> streams() {
        return decoders.stream().flatMap(decoder -> decoder.streams().stream()).toList();
    }

    /** After {@link #finish}. */
    WireCounters counters() {
        return decoders.stream()
                .map(TrafficDecoder::counters)
                .reduce(WireCounters::plus)
                .orElseThrow();
    }

    /** After {@link #finish}. */
    EncryptedSessions encrypted() {
        return decoders.stream()
                .map(TrafficDecoder::encrypted)
                .reduce(EncryptedSessions::plus)
                .orElseThrow();
    }
}
