package io.hydrophone.agent;

import io.hydrophone.agent.check.CheckDirectory;
import io.hydrophone.agent.check.CheckRun;
import io.hydrophone.agent.check.Checks;
import io.hydrophone.agent.mysql.MySqlCheckKind;
import io.hydrophone.client.reading.ReadableServers;
import io.hydrophone.core.Sample;
import io.hydrophone.core.ServiceCheck;
import io.hydrophone.core.Tags;
import io.hydrophone.servers.Server;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;

/** A server under the MySQL check, as a file of {@code conf.d} has it. */
final class CheckedServer implements AutoCloseable {
    private final ReadableServers servers = new ReadableServers();
    private final Checks checks;

    private CheckedServer(Path directory) {
        checks = Checks.of(new CheckDirectory(List.of(new MySqlCheckKind(servers))).read(directory, name -> null));
    }

    /**
     * Reads the file; nothing is asked yet.
     *
     * @param more lines of the instance, indented by two
     */
    static CheckedServer of(Server server, Path directory, String more) throws IOException, SQLException {
        AgentAccount.create(server);
        return of(directory, """
                server: 127.0.0.1
                port: %d
                user: %s
                pass: %s
                patience: 60
                deadline: 120
                %s""".formatted(server.port(), AgentAccount.USER, AgentAccount.PASSWORD, more));
    }

    /** The same with all keys of the instance. */
    static CheckedServer of(Path directory, String instance) throws IOException {
        Files.writeString(directory.resolve("mysql.yaml"), "init_config:\ninstances:\n-\n" + instance.indent(2));
        return new CheckedServer(directory);
    }

    CheckRun run() throws InterruptedException {
        return checks.runOnce("mysql").getFirst();
    }

    static List<Sample> samples(CheckRun run) {
        return run.signals().stream()
                .filter(Sample.class::isInstance)
                .map(Sample.class::cast)
                .toList();
    }

    /** The value of the one series with this name and among others these tags; not a number when there is none. */
    static double value(CheckRun run, String name, String... tags) {
        List<String> wanted = Tags.of(tags).texts();
        return samples(run).stream()
                .filter(sample ->
                        sample.name().equals(name) && sample.tags().texts().containsAll(wanted))
                .mapToDouble(Sample::value)
                .findFirst()
                .orElse(Double.NaN);
    }

    static ServiceCheck service(CheckRun run, String name) {
        return run.signals().stream()
                .filter(ServiceCheck.class::isInstance)
                .map(ServiceCheck.class::cast)
                .filter(service -> service.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void close() {
        checks.close();
        servers.close();
    }
}
