package io.hydrophone.agent.jmx;

import io.hydrophone.agent.check.Check;
import io.hydrophone.agent.check.Readings;
import io.hydrophone.core.ProblemException;
import io.hydrophone.core.ServiceCheck.Status;
import io.hydrophone.core.Tags;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;

/** Asks one JVM, over a connection that is kept, for what the rules mean. */
final class JmxCheck implements Check {
    private final String service;
    private final JmxTarget target;
    private final List<BeanRule> rules;
    private final int mostMetrics;
    private final long refreshNanos;
    private final Tags instance;

    private JmxSession session;
    private List<WatchedBean> beans = List.of();
    private long listed;

    /**
     * For a JVM that may not be there yet.
     *
     * @param service the name of the service check
     * @param mostMetrics told in one run; more are counted
     * @param refresh how often it is looked for new beans
     */
    JmxCheck(String service, JmxTarget target, List<BeanRule> rules, int mostMetrics, Duration refresh, Tags instance) {
        this.service = service;
        this.target = target;
        this.rules = rules;
        this.mostMetrics = mostMetrics;
        this.refreshNanos = refresh.toNanos();
        this.instance = instance;
    }

    int mostMetrics() {
        return mostMetrics;
    }

    @Override
    public void run(Readings out) throws IOException {
        MetricLimit limit = new MetricLimit(mostMetrics);
        try {
            read((bean, path, attribute, value) -> {
                if (limit.takesOneMore()) {
                    attribute.rule().type().tell(out, attribute.metric(), value, attribute.tags());
                }
            });
        } catch (IOException | ProblemException e) {
            out.service(service, Status.CRITICAL, instance, e.getMessage());
            throw e;
        }
        out.service(service, Status.OK, instance, "");
        out.gauge("jmx.metrics_over_limit", limit.over(), instance);
    }

    /** Reads once, all that the rules mean, in an order that stays the same. */
    void read(WatchedBean.Sink sink) throws IOException {
        MBeanServerConnection server = server();
        try {
            if (beans.isEmpty() || System.nanoTime() - listed > refreshNanos) {
                beans = list(server);
                listed = System.nanoTime();
            }
            for (WatchedBean bean : beans) {
                bean.read(server, sink);
            }
        } catch (IOException | RuntimeException e) {
            close(); // the next run connects anew
            throw e;
        }
    }

    /** The connection. */
    MBeanServerConnection server() {
        if (session == null) {
            session = JmxSession.open(target);
        }
        return session.server();
    }

    private List<WatchedBean> list(MBeanServerConnection server) throws IOException {
        List<ObjectName> names = new ArrayList<>(server.queryNames(null, null));
        names.sort(Comparator.comparing(ObjectName::getCanonicalName));
        List<WatchedBean> watched = new ArrayList<>();
        for (ObjectName name : names) {
            WatchedBean bean = WatchedBean.of(name, rules, server, instance);
            if (bean != null) {
                watched.add(bean);
            }
        }
        return watched;
    }

    @Override
    public void close() {
        if (session != null) {
            session.close();
            session = null;
        }
        beans = List.of();
    }

    /** Counts metrics, and those that are too many. */
    private static final class MetricLimit {
        private final int most;
        private int metrics;

        MetricLimit(int most) {
            this.most = most;
        }

        boolean takesOneMore() {
            return ++metrics <= most;
        }

        int over() {
            return Math.max(0, metrics - most);
        }
    }
}
