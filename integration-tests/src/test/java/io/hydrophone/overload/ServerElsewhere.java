package io.hydrophone.overload;

import io.hydrophone.servers.Server;
import io.hydrophone.servers.ServerKind;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/**
 * A server and its client in a process, and so in a network namespace, of their own. Says the server's process id and
 * port; then, for each line that it is told, holds one session and says how many questions there have been.
 */
final class ServerElsewhere {
    private ServerElsewhere() {}

    public static void main(String[] arguments) throws Exception {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        try (Server server = ServerKind.MARIADB_11_4.start()) {
            System.out.println(server.processId());
            System.out.println(server.port());
            ShortSessions sessions = new ShortSessions(server);
            while (in.readLine() != null) {
                sessions.session();
                System.out.println(sessions.questions());
            }
        }
    }

    /** The other side of it. */
    record Remote(Process process, BufferedReader out) implements AutoCloseable {
        /** Starts it in a namespace that {@code ip netns} knows. */
        static Remote start(String space) throws IOException {
            Process process = new ProcessBuilder(
                            "ip",
                            "netns",
                            "exec",
                            space,
                            ProcessHandle.current().info().command().orElseThrow(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            ServerElsewhere.class.getName())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            return new Remote(
                    process,
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)));
        }

        String read() throws IOException {
            return out.readLine();
        }

        /** Lets it hold a session; how many questions there have been. */
        long session() throws IOException {
            process.getOutputStream().write('\n');
            process.getOutputStream().flush();
            return Long.parseLong(read());
        }

        @Override
        public void close() throws IOException {
            process.getOutputStream().close();
            process.onExit().join();
        }
    }
}
