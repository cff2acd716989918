package io.hydrophone.truth;

import io.hydrophone.servers.RecordingProxy;
import io.hydrophone.servers.RecordingProxy.Chunk;
import io.hydrophone.servers.Server;
import io.hydrophone.wire.tcp.Compressing;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A case that was played: its connections, and what its client noted. */
record Played(List<Conversation> conversations, List<Spoken> spoken) {
    /** Plays a case through a recording proxy. */
    static Played of(Case played, Server server, ServerMemory memory, Path directory) throws Exception {
        memory.forget();
        List<Conversation> conversations = new ArrayList<>();
        try (RecordingProxy proxy = RecordingProxy.before(server.port(), memory::greeted)) {
            Stage stage = new Stage(server.through(proxy.port()), directory);
            played.play().on(stage);
            for (List<Chunk> chunks : proxy.recorded()) {
                Conversation conversation = Conversation.of(chunks, memory);
                conversations.add(conversation);
                if (played.compressed()) {
                    for (Compressing.Method method : Compressing.Method.values()) {
                        conversations.add(conversation.compressed(method));
                    }
                }
            }
            return new Played(conversations, stage.spoken());
        }
    }
}
