package io.hydrophone.probe.group;

import java.net.InetAddress;
import org.jgroups.protocols.FD_ALL3;
import org.jgroups.protocols.FRAG4;
import org.jgroups.protocols.MERGE3;
import org.jgroups.protocols.UFC;
import org.jgroups.protocols.UNICAST3;
import org.jgroups.protocols.VERIFY_SUSPECT2;
import org.jgroups.protocols.pbcast.GMS;
import org.jgroups.protocols.pbcast.NAKACK2;
import org.jgroups.protocols.pbcast.STABLE;
import org.jgroups.stack.Protocol;

/** The protocols under a group, from the network up. All is written here: no file and no property of the system changes it. */
final class Stack {
    /** Bytes of a packet's payload; {@link Transport#MAX_PACKET} leaves room for headers and seal. */
    private static final int FRAGMENT = 60_000;

    /** Bytes that may be on their way to a member. */
    private static final int CREDITS = 4 << 20;

    private static final int LEAVE_MILLIS = 1_000;
    private static final int MERGE_MILLIS = 2_000;

    private final Transport transport;
    private final KnownNodes knownNodes = new KnownNodes();
    private final Protocol[] protocols;

    Stack(GroupOptions options, InetAddress bound, InetAddress reachedAt, int port, Seal seal, Refusals refusals) {
        GroupTimes times = options.times();
        int search = (int) times.search().toMillis();
        transport = new Transport(seal, options.group(), refusals);
        // Who connects and says nothing holds up others that connect. A connection that takes half a silence to be made
        // is none; nor may one receiver hold up the others.
        transport
                .setSockConnTimeout((int) times.silence().toMillis() / 2)
                .setPeerAddrReadTimeout((int) times.silence().toMillis() / 4)
                .setMaxLength(Transport.MAX_PACKET)
                .enableSuspectEvents(true);
        transport.nonBlockingSends(true);
        transport.setBindAddress(bound);
        if (!reachedAt.equals(bound)) {
            transport.setExternalAddr(reachedAt);
        }
        transport.setBindPort(port);
        transport.setPortRange(0);
        transport.setBundlerType("no-bundler");
        transport.disableDiagnostics();
        FD_ALL3 silence = new FD_ALL3();
        silence.setTimeout(times.silence().toMillis());
        silence.setInterval(times.heartbeat().toMillis());
        UFC flow = new UFC();
        flow.setMaxCredits(CREDITS);
        FRAG4 fragments = new FRAG4();
        fragments.setFragSize(FRAGMENT);
        GMS members = new GMS().printLocalAddress(false);
        members.setJoinTimeout(times.join().toMillis());
        members.setMaxJoinAttempts(2);
        members.setLeaveTimeout(LEAVE_MILLIS);
        members.setMergeTimeout(MERGE_MILLIS);
        members.setViewAckCollectionTimeout(times.verify().toMillis());
        protocols = new Protocol[] {
            transport,
            knownNodes,
            new MERGE3().setMinInterval(search / 2).setMaxInterval(search),
            silence,
            new VERIFY_SUSPECT2().setTimeout(times.verify().toMillis()),
            new NAKACK2().useMcastXmit(false),
            new UNICAST3(),
            new STABLE(),
            members,
            flow,
            fragments
        };
    }

    Transport transport() {
        return transport;
    }

    KnownNodes knownNodes() {
        return knownNodes;
    }

    Protocol[] protocols() {
        return protocols;
    }
}
