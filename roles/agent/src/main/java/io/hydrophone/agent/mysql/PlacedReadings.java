package io.hydrophone.agent.mysql;

import io.hydrophone.agent.check.Readings;
import io.hydrophone.core.Event;
import io.hydrophone.core.ServiceCheck;
import io.hydrophone.core.Tags;

/** Adds the server's address to all that is told. */
record PlacedReadings(Readings out, Tags place) implements Readings {
    @Override
    public void gauge(String name, double value, Tags tags) {
        out.gauge(name, value, place.and(tags));
    }

    @Override
    public void rate(String name, double total, Tags tags) {
        out.rate(name, total, place.and(tags));
    }

    @Override
    public void monotonic(String name, double total, Tags tags) {
        out.monotonic(name, total, place.and(tags));
    }

    @Override
    public void count(String name, double value, Tags tags) {
        out.count(name, value, place.and(tags));
    }

    @Override
    public void service(String name, ServiceCheck.Status status, Tags tags, String message) {
        out.service(name, status, place.and(tags), message);
    }

    @Override
    public void event(Event event) {
        out.event(event);
    }
}
