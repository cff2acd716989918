package io.hydrophone.truth;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.protocol.Command;
import io.hydrophone.servers.Server;
import io.hydrophone.wire.WireCounters;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

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
