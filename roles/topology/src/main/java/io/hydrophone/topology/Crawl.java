package io.hydrophone.topology;

import io.hydrophone.client.ServerFailure;
import io.hydrophone.client.reading.ReadableServer;
import io.hydrophone.client.reading.ReadableServers;
import io.hydrophone.topology.instance.Identity;
import io.hydrophone.topology.instance.InstanceReader;
import io.hydrophone.topology.instance.InstanceView;
import io.hydrophone.topology.instance.Transactions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;

/**
 * Asks servers, and those that they name, until no new ones are named. One thread keeps the books; each address is asked on a virtual
 * thread, so many at a time as is allowed.
 */
final class Crawl implements AutoCloseable {
    /** Of the addresses that are too many, so many are still shown. */
    private static final int MAX_NOT_ASKED = 100;

    /**
     * An address that was asked.
     *
     * @param identity null when it did not say who it is
     * @param view null when it did not, or is a server that was asked at another address
     * @param failure null when it told all that was wanted
     */
    record Visit(Address address, Identity identity, InstanceView view, Failure failure) {}

    private final ReadableServers servers;
    private final DiscoverySettings settings;
    private final Map<Address, Login> logins;
    private final Semaphore free;
    private final BlockingQueue<Visit> finished = new LinkedBlockingQueue<>();
    private final Set<String> known = ConcurrentHashMap.newKeySet();
    private final Map<Address, ReadableServer> held = new ConcurrentHashMap<>();
    private final List<Thread> threads = new ArrayList<>();

    private final Map<Address, Login> asked = new LinkedHashMap<>();
    private final Set<Address> notAsked = new HashSet<>();
    private final List<Visit> visits = new ArrayList<>();
    private final List<Mention> mentions = new ArrayList<>();
    private int underWay;
    private boolean truncated;

    /**
     * One that is to begin.
     *
     * @param logins of addresses that have one of their own
     */
    Crawl(ReadableServers servers, DiscoverySettings settings, Map<Address, Login> logins) {
        this.servers = servers;
        this.settings = settings;
        this.logins = logins;
        this.free = new Semaphore(settings.concurrency());
    }

    /** Asks an address, unless it was asked already. */
    void ask(Address address, Login login) {
        if (asked.containsKey(address)) {
            return;
        }
        if (asked.size() >= settings.maxInstances()) {
            truncated = true;
            if (notAsked.size() < MAX_NOT_ASKED && notAsked.add(address)) {
                visits.add(new Visit(address, null, null, Failure.notAsked(address, settings.maxInstances())));
            }
            return;
        }
        Login own = logins.getOrDefault(address, login);
        asked.put(address, own);
        underWay++;
        threads.add(Thread.ofVirtual().name("discovery of " + address).start(() -> finished.add(visit(address, own))));
    }

    /** Goes on until nothing is under way. */
    void run() throws InterruptedException {
        while (underWay > 0) {
            Visit visit = finished.take();
            underWay--;
            visits.add(visit);
            if (visit.view() != null) {
                for (Mention mention : Mentions.in(visit.view(), visit.address(), settings)) {
                    mentions.add(mention);
                    ask(mention.address(), asked.get(visit.address()));
                }
            }
        }
    }

    private Visit visit(Address address, Login login) {
        try {
            free.acquire();
            try {
                ReadableServer server = servers.hold(login.at(address));
                held.put(address, server);
                InstanceReader.Read read =
                        InstanceReader.read(server, settings.deadline(), identity -> known.add(identity.key()));
                Failure failure = read.brokenOff() == null ? null : Failure.of(read.brokenOff());
                return new Visit(address, read.identity(), read.view(), failure);
            } finally {
                free.release();
            }
        } catch (ServerFailure e) {
            return new Visit(address, null, null, Failure.of(e).lookedAt(address));
        } catch (InterruptedException | RuntimeException e) {
            return new Visit(address, null, null, Failure.unexpected(address, e));
        }
    }

    /** What a server that was visited has by now; null when it does not tell. */
    Transactions transactions(Address address) throws InterruptedException {
        ReadableServer server = held.get(address);
        return server == null ? null : InstanceReader.transactions(server, settings.deadline());
    }

    List<Visit> visits() {
        return visits;
    }

    List<Mention> mentions() {
        return mentions;
    }

    /** Whether there were more addresses than may be asked. */
    boolean truncated() {
        return truncated;
    }

    @Override
    public void close() {
        threads.forEach(Thread::interrupt);
        held.values().forEach(servers::release);
    }
}
