package io.hydrophone.traffic.mrte;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.GetResponse;
import io.hydrophone.core.Problem;
import io.hydrophone.servers.RabbitMq;
import io.hydrophone.traffic.broker.BrokerTargetOptions;
import io.hydrophone.traffic.mrte.Player.Packet;
import io.hydrophone.traffic.recording.Events;
import io.hydrophone.traffic.recording.SessionBegun;
import io.hydrophone.traffic.recording.SessionEnd;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a real RabbitMQ, to whose exchange a player's queue is bound. */
class MrteTargetTest {
    private static final int COMMANDS = 30_000;

    @TempDir
    private Path directory;

    private final List<Problem> told = Collections.synchronizedList(new ArrayList<>());

    @Test
    void aPlayersQueueGetsEveryPacketInOrderOverARestartOfTheBroker() throws Exception {
        Path home = Files.createDirectory(directory.resolve("broker"));
        try (RabbitMq broker = RabbitMq.start(home);
                MrteTarget target =
                        MrteTarget.open(broker.url(), BrokerTargetOptions.of(directory.resolve("queue")), told::add)) {
            bind(broker);
            target.sessionBegun(new SessionBegun(
                    1, Events.START, "db:3306", "192.0.2.7", 50_000, "app", "shop", 45, 0, "", true, List.of()));
            ask(target, 1, COMMANDS / 2);
            List<Packet> packets = new ArrayList<>();
            takeUntil(packets, COMMANDS / 2 + 1, broker); // What is transient goes with the broker.
            broker.stop();
            ask(target, COMMANDS / 2 + 1, COMMANDS);
            target.sessionOver(1, Events.START, SessionEnd.CLOSED);
            broker.start();
            takeUntil(packets, COMMANDS + 2, broker);
            assertThat(target.skipped()).isEqualTo(new MrteCounters(COMMANDS + 2, 0, 0, 0, 0));
            assertThat(target.counters().droppedEvents()).isZero();

            assertThat(packets).hasSize(COMMANDS + 2);
            assertThat(packets.getFirst().command()).isEqualTo(2);
            assertThat(packets.getFirst().text()).isEqualTo("shop");
            assertThat(packets.getLast().command()).isEqualTo(1);
            List<String> texts = packets.subList(1, packets.size() - 1).stream()
                    .map(Packet::text)
                    .toList();
            List<String> expected = new ArrayList<>();
            for (long number = 1; number <= COMMANDS; number++) {
                expected.add("SELECT " + number);
            }
            assertThat(texts).isEqualTo(expected);
        }
    }

    private static void ask(MrteTarget target, long first, long last) {
        for (long number = first; number <= last; number++) {
            Events.tell(Events.asked(number), target);
            Events.tell(Events.answered(number), target);
        }
    }

    private static void takeUntil(List<Packet> packets, int all, RabbitMq broker) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(90);
        while (packets.size() < all) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            Thread.sleep(20);
            packets.addAll(take(broker));
        }
    }

    private static Connection connect(RabbitMq broker) throws Exception {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setUri(broker.url().substring(0, broker.url().length() - 1));
        return factory.newConnection();
    }

    /** A durable one, unlike a player's, so that it is there after the restart. */
    private static void bind(RabbitMq broker) throws Exception {
        try (Connection connection = connect(broker);
                Channel channel = connection.createChannel()) {
            channel.exchangeDeclare("mrte", "fanout", true);
            channel.queueDeclare("player", true, false, false, null);
            channel.queueBind("player", "mrte", "");
        }
    }

    private static List<Packet> take(RabbitMq broker) throws Exception {
        Player player = new Player();
        List<Packet> packets = new ArrayList<>();
        try (Connection connection = connect(broker);
                Channel channel = connection.createChannel()) {
            for (GetResponse message = channel.basicGet("player", true);
                    message != null;
                    message = channel.basicGet("player", true)) {
                assertThat(message.getProps().getContentType()).isEqualTo("text/plain");
                assertThat(message.getProps().getDeliveryMode()).isEqualTo(1);
                packets.addAll(player.take(message.getBody()));
            }
        }
        assertThat(player.isEven()).isTrue();
        return packets;
    }
}
