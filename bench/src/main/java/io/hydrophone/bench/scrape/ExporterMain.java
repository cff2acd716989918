package io.hydrophone.bench.scrape;

import io.hydrophone.agent.exporter.ExporterSettings;
import io.hydrophone.agent.exporter.MySqlExporter;
import io.hydrophone.client.reading.ReadableServers;
import io.hydrophone.config.ConfigurationFile;
import io.hydrophone.core.Problem;
import io.hydrophone.http.HttpServer;
import io.hydrophone.http.Routes;
import io.hydrophone.http.ServerOptions;
import java.nio.file.Path;
import java.util.List;

/** The exporter alone, in a process of its own: with a file that has the section {@code exporter}. */
public final class ExporterMain {
    private ExporterMain() {}

    /** Runs until it is ended. */
    public static void main(String[] args) throws InterruptedException {
        ConfigurationFile file = ConfigurationFile.read(Path.of(args[0]), System::getenv);
        ExporterSettings settings = ExporterSettings.read(file.root().section("exporter"));
        file.finish();
        Routes routes = new Routes();
        MySqlExporter exporter = new MySqlExporter(settings, new ReadableServers(), ExporterMain::tell);
        exporter.addTo(routes, List.of());
        HttpServer server = HttpServer.start(ServerOptions.local(0), routes);
        System.out.println(server.uri());
        Thread.currentThread().join();
    }

    private static void tell(Problem problem) {
        System.err.println(problem.text());
    }
}
