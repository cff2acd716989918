package io.hydrophone.truth;

import io.hydrophone.servers.RecordingProxy.Chunk;
import io.hydrophone.wire.tcp.Compressing;
import io.hydrophone.wire.tcp.Recording.Turn;
import java.sql.SQLException;
import java.util.List;

/** One connection: the bytes of both sides, and what the server itself knows of it. */
record Conversation(List<Turn> turns, List<Told> told, List<Logged> logged) {
    static Conversation of(List<Chunk> chunks, ServerMemory memory) throws SQLException {
        List<Turn> turns = chunks.stream()
                .map(chunk -> new Turn(chunk.fromClient(), chunk.bytes()))
                .toList();
        long connection = chunks.stream()
                .filter(chunk -> !chunk.fromClient())
                .findFirst()
                .map(first -> ServerMemory.connectionId(first.bytes()))
                .orElse(-1L);
        return new Conversation(turns, memory.told(connection), memory.logged(connection));
    }

    /** The same as it would have been with compression. */
    Conversation compressed(Compressing.Method method) {
        return new Conversation(Compressing.of(turns, method, 1), told, logged);
    }

    long bytes() {
        return turns.stream().mapToLong(turn -> turn.bytes().length).sum();
    }
}
