package io.hydrophone.probe.kafka;

import io.hydrophone.http.Routes;
import io.hydrophone.probe.ProbeRoutes;

/** What a copy serves in tests. */
final class Serving {
    private Serving() {}

    static Routes routes(StreamsMaster master) {
        return StreamsRoutes.of(master, "test", ProbeRoutes.COLLECTOR, true);
    }
}
