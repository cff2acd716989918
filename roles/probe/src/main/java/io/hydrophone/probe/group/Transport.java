package io.hydrophone.probe.group;

import io.hydrophone.core.Foreign;
import java.io.DataInput;
import java.util.Set;
import org.jgroups.Address;
import org.jgroups.Message;
import org.jgroups.conf.ClassConfigurator;
import org.jgroups.protocols.TCP;
import org.jgroups.protocols.TpHeader;
import org.jgroups.util.AsciiString;
import org.jgroups.util.ByteArrayDataInputStream;
import org.jgroups.util.MessageBatch;

/**
 * TCP between members, with a gate: packets are sealed when there is a key, and those of another key, another group, or of nodes that this one left
 * are counted and go no further.
 */
final class Transport extends TCP {
    /** More than a fragment and its headers. */
    static final int MAX_PACKET = 128 << 10;

    /** What is shown of a foreign group's name. */
    private static final int MAX_NAME = 128;

    private final Seal seal;
    private final AsciiString group;
    private final Refusals refusals;
    private volatile Set<? extends Address> shunned = Set.of();

    /** @param seal null for packets in the clear */
    Transport(Seal seal, String group, Refusals refusals) {
        this.seal = seal;
        this.group = new AsciiString(group);
        this.refusals = refusals;
        setId(ClassConfigurator.getProtocolId(TCP.class));
    }

    /** Nothing is taken from these. */
    void shun(Set<? extends Address> addresses) {
        shunned = Set.copyOf(addresses);
    }

    @Override
    public void send(Address dest, byte[] data, int offset, int length) throws Exception {
        if (seal == null) {
            super.send(dest, data, offset, length);
        } else {
            byte[] sealed = seal.seal(data, offset, length);
            super.send(dest, sealed, 0, sealed.length);
        }
    }

    @Override
    public void receive(Address sender, DataInput in, int length) throws Exception {
        byte[] packet = new byte[length];
        in.readFully(packet);
        take(sender, packet);
    }

    @Override
    public void receive(Address sender, byte[] data, int offset, int length) {
        byte[] packet = new byte[length];
        System.arraycopy(data, offset, packet, 0, length);
        try {
            take(sender, packet);
        } catch (Exception e) {
            refusals.add(GroupProblems.malformed(String.valueOf(sender), e.toString()));
        }
    }

    private void take(Address sender, byte[] packet) throws Exception {
        if (shunned.contains(sender)) {
            refusals.add(GroupProblems.leftBehind(String.valueOf(sender)));
            return;
        }
        byte[] opened = packet;
        if (seal != null) {
            opened = seal.open(packet);
            if (opened == null) {
                refusals.add(GroupProblems.wrongKey(String.valueOf(sender)));
                return;
            }
        } else if (Seal.isSealed(packet)) {
            refusals.add(GroupProblems.keyNeeded(String.valueOf(sender)));
            return;
        }
        super.receive(sender, new ByteArrayDataInputStream(opened), opened.length);
    }

    @Override
    public void passMessageUp(Message message, boolean matchGroup, boolean multicast, boolean discardOwn) {
        TpHeader header = message.getHeader(getId());
        if (matchGroup && header != null && !isOurs(header.clusterName())) {
            refuse(message.getSrc(), header.clusterName());
            return;
        }
        super.passMessageUp(message, matchGroup, multicast, discardOwn);
    }

    @Override
    public void passBatchUp(MessageBatch batch, boolean matchGroup, boolean discardOwn) {
        AsciiString theirs = batch.getClusterName();
        if (matchGroup && theirs != null && !isOurs(theirs.val())) {
            refuse(batch.getSender(), theirs.val());
            return;
        }
        super.passBatchUp(batch, matchGroup, discardOwn);
    }

    private boolean isOurs(byte[] theirs) {
        return theirs == null || group.equals(theirs);
    }

    private void refuse(Address sender, byte[] theirs) {
        Address physical = (Address) logical_addr_cache.get(sender);
        String where = physical == null ? "" : physical.toString();
        refusals.add(GroupProblems.wrongGroup(
                where, Foreign.text(new AsciiString(theirs).toString(), MAX_NAME), group.toString()));
    }
}
