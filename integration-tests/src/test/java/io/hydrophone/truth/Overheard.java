package io.hydrophone.truth;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.protocol.Command;
import io.hydrophone.servers.Server;
import io.hydrophone.wire.DecoderOptions;
import io.hydrophone.wire.Ports;
import io.hydrophone.wire.TrafficDecoder;
import io.hydrophone.wire.WireCounters;
import io.hydrophone.wire.tcp.Packets;
import io.hydrophone.wire.tcp.Packets.Packet;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntToLongFunction;

/** All that was heard while something was said to a server. */
record Overheard(List<Said> all, WireCounters counters) {
    /** Through tcpdump; nothing may be lost, and everything heard has to make sense. */
    static Overheard of(Server server, Path directory, Talk talk) throws Exception {
        List<Said> all = new ArrayList<>();
        WireCounters counters = Ear.file(directory).hear(server.port(), query -> all.add(Said.of(query)), talk);
        assertThat(counters.lostBytes()).as("lost bytes").isZero();
        assertThat(counters.unparsed()).as("packets that made no sense").isZero();
        assertThat(counters.unrecognised()).as("connections of another kind").isZero();
        return new Overheard(all, counters);
    }

    /** Of one connection's packets, of which some are missing. */
    static Overheard of(List<Packet> packets, BitSet missing, IntToLongFunction clock) {
        List<Said> all = new ArrayList<>();
        TrafficDecoder decoder =
                new TrafficDecoder(DecoderOptions.of(Ports.of(Packets.SERVER_PORT)), query -> all.add(Said.of(query)));
        Packets.deliver(packets, missing, clock, decoder);
        decoder.end();
        return new Overheard(all, decoder.counters());
    }

    static Overheard of(List<Packet> packets) {
        return of(packets, new BitSet(), Packets::steady);
    }

    List<Said> of(Command command) {
        return all.stream().filter(said -> said.command() == command).toList();
    }

    /** The commands with exactly this text. */
    List<Said> all(String sql) {
        return all.stream().filter(said -> said.sql().equals(sql)).toList();
    }

    /** The one command with exactly this text. */
    Said the(String sql) {
        assertThat(all(sql)).as("%s in %s", sql, lines()).hasSize(1);
        return all(sql).getFirst();
    }

    List<String> lines() {
        return all.stream().map(Said::line).toList();
    }
}
