package io.hydrophone.traffic.broker;

import io.hydrophone.client.Password;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An exchange and a queue of RabbitMQ, or of another broker that speaks AMQP 0-9-1, and who logs in.
 *
 * @param isTls whether its certificate is verified and everything encrypted
 * @param user null for the broker's usual guest
 * @param host a name or an address, without brackets
 * @param exchange "" for the one that brings every message to the queue whose name is the routing key
 * @param queue "" where messages are published to an exchange alone
 * @param authorities of its certificate, PEM; null for those that Java trusts
 */
record AmqpAddress(
        boolean isTls,
        String user,
        Password password,
        String host,
        int port,
        String virtualHost,
        String exchange,
        String routingKey,
        String queue,
        Path authorities) {
    private static final String PASSWORD_VARIABLE = "HYDROPHONE_AMQP_PASSWORD";
    private static final String USUAL_QUEUE = "hydrophone-traffic";
    private static final int PORT = 5672;
    private static final int TLS_PORT = 5671;
    private static final int MAX_PORT = 0xffff;

    private static final Set<String> OPTIONS =
            Set.of("exchange", "routing-key", "queue", "ca", "password-file", "insecure");
    private static final Pattern HOST = Pattern.compile("([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+])(?::([0-9]{1,5}))?");
    private static final Pattern THIS_MACHINE = Pattern.compile("(?i:localhost|::1|127(\\.[0-9]{1,3}){3})");

    /**
     * Reads {@code amqp[s]://[USER[:PASSWORD]@]HOST[:PORT][/VHOST][?OPTIONS]}.
     *
     * @param usualExchange when the URL names none
     * @throws io.hydrophone.core.ProblemException {@code bad-broker-url}, {@code amqp-in-the-clear}
     */
    static AmqpAddress of(BrokerUrl url, String usualExchange) {
        url.requireOptions(OPTIONS);
        boolean tls = url.scheme().equals("amqps");
        Matcher place = HOST.matcher(url.hosts());
        int port = !place.matches()
                ? 0
                : place.group(2) != null ? Integer.parseInt(place.group(2)) : tls ? TLS_PORT : PORT;
        if (port < 1 || port > MAX_PORT) {
            throw BrokerProblems.badUrl(
                    "there is no host, or no port, in the URL", "give amqps://USER@HOST:PORT/VHOST?queue=NAME");
        }
        String exchange = url.option("exchange", usualExchange);
        String queue = url.option("queue", exchange.isEmpty() ? USUAL_QUEUE : "");
        AmqpAddress address = new AmqpAddress(
                tls,
                url.user(),
                url.password(PASSWORD_VARIABLE),
                place.group(1).replaceAll("[\\[\\]]", ""),
                port,
                url.path().isEmpty() ? "/" : url.path(),
                exchange,
                url.option("routing-key", exchange.isEmpty() ? queue : ""),
                queue,
                url.file("ca"));
        address.requireSense(url.isSet("insecure"));
        return address;
    }

    private void requireSense(boolean insecure) {
        if (exchange.isEmpty() && (queue.isEmpty() || !routingKey.equals(queue))) {
            throw BrokerProblems.badUrl(
                    "without an exchange, messages go to the queue alone", "name an exchange, or leave the key out");
        }
        if (authorities != null && !isTls) {
            throw BrokerProblems.badUrl("an authority is for a broker that speaks TLS", "write amqps://");
        }
        if (user != null && password == null) {
            throw BrokerProblems.badUrl(
                    "there is no password for the user of the broker",
                    "give password-file=FILE, or $" + PASSWORD_VARIABLE);
        }
        if (!isTls && !insecure && !THIS_MACHINE.matcher(host).matches()) {
            throw AmqpProblems.inTheClear(this);
        }
    }

    /** {@code host:port}, an IPv6 address in brackets. */
    String hostAndPort() {
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }

    @Override
    public String toString() {
        String vhost = virtualHost.equals("/") ? "" : virtualHost;
        String target = exchange.isEmpty() ? "queue=" + queue : "exchange=" + exchange;
        return (isTls ? "amqps://" : "amqp://") + hostAndPort() + "/" + vhost + "?" + target;
    }
}
