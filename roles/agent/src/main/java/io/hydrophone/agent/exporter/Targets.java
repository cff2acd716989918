package io.hydrophone.agent.exporter;

import io.hydrophone.client.MySqlUrl;
import io.hydrophone.client.reading.ReadableServer;
import io.hydrophone.client.reading.ReadableServers;
import io.hydrophone.core.ProblemException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The servers that are scraped: those that are configured, and for a while those that were asked for. For many threads at once. */
final class Targets implements AutoCloseable {
    private record Asked(String module, String address) {}

    private final ExporterSettings settings;
    private final ReadableServers servers;
    private final Map<String, Target> configured = new LinkedHashMap<>();
    private final Map<String, Target> byAddress = new LinkedHashMap<>();
    private final Map<Asked, Target> asked = new LinkedHashMap<>();
    private final Thread sweeper;
    private boolean closed;

    Targets(ExporterSettings settings, ReadableServers servers) {
        this.settings = settings;
        this.servers = servers;
        for (ExporterSettings.Named named : settings.targets()) {
            Target target = new Target(named.name(), servers.hold(named.url()), named.collectors());
            configured.put(named.name(), target);
            byAddress.putIfAbsent(named.url().address(), target);
        }
        sweeper = Thread.ofVirtual().name("idle targets").start(this::sweep);
    }

    /** Whose metrics are at {@code /metrics}; null for none. */
    Target first() {
        return settings.defaultTarget() == null ? null : configured.get(settings.defaultTarget());
    }

    /**
     * The target of that name or address; null when it is not to be scraped.
     *
     * @param module whose account is used where the target is not configured
     * @throws ProblemException when it is no address, there is no such module, or there are too many targets
     */
    Target find(String name, String module) {
        Target known = configured.get(name);
        if (known == null && !configured.isEmpty()) {
            known = byAddress.get(addressOrEmpty(name));
        }
        return known != null || !settings.allowAnyTarget() ? known : any(name, module);
    }

    private static String addressOrEmpty(String name) {
        try {
            return Account.address(name);
        } catch (ProblemException e) {
            return "";
        }
    }

    private synchronized Target any(String name, String module) {
        Account account = settings.accounts().get(module);
        if (account == null) {
            throw new ProblemException(
                    "unknown-auth-module",
                    "there is no login of this name: " + module,
                    "auth_module",
                    "configure it under auth_modules, or as a section of my_cnf");
        }
        MySqlUrl url = account.at(name);
        Asked key = new Asked(module, url.address());
        Target target = asked.get(key);
        if (target == null) {
            makeRoom();
            target = new Target(url.address(), servers.hold(url), settings.collectors());
            asked.put(key, target);
        }
        return target;
    }

    /** Lets go of those that nobody asked for lately. */
    private void makeRoom() {
        letGo();
        if (asked.size() >= settings.maxTargets()) {
            throw new ProblemException(
                    "too-many-targets",
                    "there are " + asked.size() + " other targets already",
                    "target",
                    "raise max_targets, or wait until others were idle for " + settings.idle());
        }
    }

    private synchronized void letGo() {
        Iterator<Target> all = asked.values().iterator();
        while (all.hasNext()) {
            Target target = all.next();
            if (target.idleNanos() > settings.idle().toNanos()) {
                all.remove();
                servers.release(target.server());
            }
        }
    }

    /** Known at the moment, configured or not. */
    synchronized int count() {
        return configured.size() + asked.size();
    }

    private void sweep() {
        Duration pause = settings.idle().dividedBy(4).plusMillis(100);
        try {
            while (!isClosed()) {
                Thread.sleep(pause);
                letGo();
                for (ReadableServer server : held()) {
                    server.closeIdle(settings.idle());
                }
            }
        } catch (InterruptedException e) {
            // Closed.
        }
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    private synchronized List<ReadableServer> held() {
        List<ReadableServer> held = new ArrayList<>();
        configured.values().forEach(target -> held.add(target.server()));
        asked.values().forEach(target -> held.add(target.server()));
        return held;
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        sweeper.interrupt();
        held().forEach(servers::release);
    }
}
