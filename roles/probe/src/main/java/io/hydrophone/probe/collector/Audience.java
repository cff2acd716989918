package io.hydrophone.probe.collector;

import io.hydrophone.http.Channel;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Those who read one format. For any thread. */
final class Audience {
    /**
     * Those who get the next frame.
     *
     * @param newcomers whether one of them has had none before
     */
    record Turn(List<Channel> channels, boolean newcomers) {}

    private final Set<Channel> channels = new LinkedHashSet<>();
    private boolean newcomers;
    private long frames;

    synchronized void add(Channel channel) {
        channels.add(channel);
        newcomers = true;
    }

    synchronized void remove(Channel channel) {
        channels.remove(channel);
    }

    synchronized Turn next() {
        Turn turn = new Turn(new ArrayList<>(channels), newcomers);
        newcomers = false;
        return turn;
    }

    synchronized void sent(long more) {
        frames += more;
    }

    synchronized int size() {
        return channels.size();
    }

    /** Frames that were queued for one of them. */
    synchronized long frames() {
        return frames;
    }
}
