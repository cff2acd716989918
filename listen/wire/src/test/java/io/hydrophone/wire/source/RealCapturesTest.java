package io.hydrophone.wire.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * One conversation over IPv4 and one over IPv6, each of three questions and answers, captured at once by several
 * tcpdump 4.99 on {@code lo} and on {@code any}, then rewritten by editcap and mergecap 4.0.
 */
class RealCapturesTest {
    private static final List<String> SAID = List.of(
            "question 0", "answer 0 to question 0",
            "question 1", "answer 1 to question 1",
            "question 2", "answer 2 to question 2");

    @ParameterizedTest
    @CsvSource({
        "lo.pcap, ETHERNET, 1000",
        "lo-nano.pcap, ETHERNET, 1",
        "editcap-nsec.pcap, ETHERNET, 1000",
        "editcap.pcapng, ETHERNET, 1",
        "any-sll.pcap, LINUX_SLL, 1000",
        "any-sll2.pcap, LINUX_SLL2, 1000",
    })
    void whatWasSaidIsRead(String file, LinkType link, long resolution) throws IOException {
        Heard heard = Captures.read(Captures.resource(file));

        assertThat(heard.packets).hasSize(28).allMatch(packet -> packet.link() == link);
        assertThat(said(heard.packets)).containsExactlyElementsOf(twice());
        assertThat(heard.packets).allMatch(packet -> packet.nanos() % resolution == 0);
        assertThat(heard.packets).extracting(Heard.Packet::nanos).isSorted();
        if (resolution == 1) {
            assertThat(heard.packets).anyMatch(packet -> packet.nanos() % 1000 != 0);
        }
    }

    @Test
    void interfacesOfOneFileHaveTheirOwnLinkTypesAndClocks() throws IOException {
        Heard heard = Captures.read(Captures.resource("merged.pcapng"));

        for (LinkType link : List.of(LinkType.ETHERNET, LinkType.LINUX_SLL, LinkType.LINUX_SLL2)) {
            List<Heard.Packet> ofLink = heard.packets.stream()
                    .filter(packet -> packet.link() == link)
                    .toList();
            assertThat(said(ofLink)).containsExactlyElementsOf(twice());
        }
        assertThat(heard.packets).extracting(Heard.Packet::nanos).isSorted();
    }

    @Test
    void theNanosecondFileTellsTheSameTimesAsTheRewrittenOne() throws IOException {
        assertThat(Captures.read(Captures.resource("lo-nano.pcap")).packets)
                .isEqualTo(Captures.read(Captures.resource("editcap.pcapng")).packets);
    }

    @ParameterizedTest
    @ValueSource(strings = {"lo.pcap", "lo-nano.pcap", "any-sll2.pcap"})
    void theOtherByteOrderMakesNoDifference(String file) throws IOException {
        byte[] bytes = Captures.resource(file);

        assertThat(Captures.read(swapped(bytes)).packets).isEqualTo(Captures.read(bytes).packets);
    }

    @ParameterizedTest
    @ValueSource(strings = {"lo.pcap", "merged.pcapng"})
    void aCutAtAnyByteLosesOnlyThePacketItCut(String file) throws IOException {
        byte[] bytes = Captures.resource(file);
        List<Heard.Packet> all = Captures.read(bytes).packets;
        int before = 0;
        for (int length = 4; length < bytes.length; length++) {
            Heard heard = new Heard();
            Captures.open(java.util.Arrays.copyOf(bytes, length)).run(heard);

            assertThat(heard.packets).isEqualTo(all.subList(0, heard.packets.size()));
            assertThat(heard.packets.size()).isBetween(before, before + 1);
            before = heard.packets.size();
        }
        assertThat(before).isGreaterThanOrEqualTo(all.size() - 1);
    }

    private static List<String> said(List<Heard.Packet> packets) {
        return packets.stream()
                .map(packet -> Segment.of(packet).payload())
                .filter(text -> !text.isEmpty())
                .toList();
    }

    private static List<String> twice() {
        return java.util.stream.Stream.concat(SAID.stream(), SAID.stream()).toList();
    }

    /** A pcap file as a machine of the other byte order would have written it. */
    private static byte[] swapped(byte[] file) {
        ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        ByteBuffer out = ByteBuffer.allocate(file.length).order(ByteOrder.BIG_ENDIAN);
        out.putInt(in.getInt()).putShort(in.getShort()).putShort(in.getShort());
        for (int i = 0; i < 4; i++) {
            out.putInt(in.getInt());
        }
        while (in.hasRemaining()) {
            int captured = in.getInt(in.position() + 8);
            for (int i = 0; i < 4; i++) {
                out.putInt(in.getInt());
            }
            byte[] packet = new byte[captured];
            in.get(packet);
            out.put(packet);
        }
        return out.array();
    }
}
