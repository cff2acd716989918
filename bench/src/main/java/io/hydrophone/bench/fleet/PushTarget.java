package io.hydrophone.bench.fleet;

import java.io.IOException;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import tools.jackson.databind.JsonNode;

/** A master that each probe pushes to. */
final class PushTarget implements FleetTarget {
    private final MasterProcess master;
    private final HttpClient client = HttpClient.newHttpClient();
    private final List<SimulatedProbe> probes = new ArrayList<>();

    PushTarget(MasterProcess master) {
        this.master = master;
    }

    @Override
    public void connect(int number) throws InterruptedException, ExecutionException, TimeoutException {
        for (int probe = 0; probe < number; probe++) {
            probes.add(SimulatedProbe.connect(client, master.intake(), SimulatedReports.name(probe)));
        }
    }

    @Override
    public void send(int probe, byte[] frame) throws InterruptedException, ExecutionException, TimeoutException {
        probes.get(probe).send(frame);
    }

    @Override
    public long acknowledged() {
        return probes.stream().mapToLong(SimulatedProbe::acknowledged).sum();
    }

    @Override
    public JsonNode get(String path) throws IOException, InterruptedException {
        return master.get(path);
    }

    @Override
    public long betweenCpuNanos() {
        return 0;
    }

    @Override
    public void close() {
        probes.forEach(SimulatedProbe::close);
        master.close();
        client.close();
    }
}
