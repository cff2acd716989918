package io.hydrophone.client.raw;

import java.io.IOException;

/** Both directions of a connection: what is sent is answered by packets whose numbers go on from it. */
final class Packets {
    private final PacketInput input;
    private final PacketOutput output;
    private Transport transport;

    /** Of a connection that begins: the server speaks first. */
    Packets(Transport transport) {
        this.transport = transport;
        input = new PacketInput(transport);
        output = new PacketOutput(transport);
        input.follow(-1);
    }

    PacketInput input() {
        return input;
    }

    Transport transport() {
        return transport;
    }

    /** Goes on in TLS. */
    void encrypted(Transport tls) throws IOException {
        over(tls, true);
    }

    /** Goes on in frames. */
    void compressed(Transport frames) throws IOException {
        over(frames, false);
    }

    private void over(Transport other, boolean numbered) throws IOException {
        input.over(other, numbered);
        output.over(other);
        transport = other;
    }

    /** Begins an exchange. */
    void command(byte[] payload, int offset, int length) throws IOException {
        transport.begin();
        input.follow(output.send(payload, offset, length, 0));
    }

    /** Goes on with what the server has said, whose last packet must have been passed over. */
    void reply(byte[] payload, int offset, int length) throws IOException {
        input.follow(output.send(payload, offset, length, input.number() + 1));
    }

    void reply(byte[] payload) throws IOException {
        reply(payload, 0, payload.length);
    }
}
