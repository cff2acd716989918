package io.hydrophone.probe.group;

import io.hydrophone.core.ProblemException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Set;
import org.jgroups.Address;
import org.jgroups.BytesMessage;
import org.jgroups.Event;
import org.jgroups.JChannel;
import org.jgroups.Message;
import org.jgroups.Receiver;
import org.jgroups.View;
import org.jgroups.stack.IpAddress;
import org.jgroups.util.UUID;

/** One connection to a group, by JGroups: from {@link #connect} on, members and their messages are told to the {@link Membership}. */
final class Wire implements Membership.Post, Receiver, AutoCloseable {
    private final Stack stack;
    private final Membership membership;
    private final InetAddress reachedAt;
    private final JChannel channel;
    private volatile String groupAddress;
    private volatile boolean closed;

    /**
     * @param port 0 for any free one
     * @throws ProblemException when the host is not known
     */
    Wire(GroupOptions options, String name, int port, Seal seal, Refusals refusals, Membership membership) {
        this.membership = membership;
        InetAddress bound = address(options.bindHost());
        // Who listens everywhere is reached where its HTTP server is.
        reachedAt = bound.isAnyLocalAddress()
                ? address(GroupAddress.parse(options.address()).host())
                : bound;
        stack = new Stack(options, bound, reachedAt, port, seal, refusals);
        try {
            channel = new JChannel(stack.protocols()).name(name).setReceiver(this);
        } catch (Exception e) {
            throw new IllegalStateException("the protocols do not fit together", e);
        }
    }

    private static InetAddress address(String host) {
        try {
            return InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            throw new ProblemException(GroupProblems.cannotListen(host, "the host is not known"));
        }
    }

    /** Where others may be, and those with whom nothing is to be had. */
    void look(Set<IpAddress> others, Set<IpAddress> shunned) {
        stack.transport().shun(shunned);
        stack.knownNodes().lookAt(others);
    }

    /** Becomes a member of the first group that is found, else of one of its own. */
    void connect(String group) throws Exception {
        channel.connect(group);
    }

    /** The port that was taken. */
    int port() {
        Address address = (Address) channel.down(new Event(Event.GET_PHYSICAL_ADDRESS, channel.getAddress()));
        return ((IpAddress) address).getPort();
    }

    @Override
    public MemberId self() {
        return id(channel.getAddress());
    }

    @Override
    public String groupAddress() {
        String known = groupAddress;
        if (known == null) {
            known = new GroupAddress(reachedAt.getHostAddress(), port()).toString();
            groupAddress = known;
        }
        return known;
    }

    @Override
    public void post(MemberId to, Control control) {
        byte[] bytes = ControlCodec.encode(control);
        send(new BytesMessage(address(to), bytes).setFlag(Message.Flag.NO_FC));
    }

    /** Waits while the receiver has no room; returns when it has, or is gone. */
    void send(MemberId to, byte[] message) {
        byte[] bytes = new byte[message.length + 1];
        bytes[0] = ControlCodec.MESSAGE;
        System.arraycopy(message, 0, bytes, 1, message.length);
        send(new BytesMessage(address(to), bytes));
    }

    private void send(Message message) {
        if (closed) {
            return;
        }
        try {
            channel.send(message);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            // The channel was closed meanwhile: as with a receiver that is gone, nothing arrives.
            System.getLogger(Wire.class.getName()).log(System.Logger.Level.DEBUG, "not sent", e);
        }
    }

    @Override
    public void viewAccepted(View view) {
        if (!closed) {
            ViewId id = new ViewId(id(view.getCreator()), view.getViewId().getId());
            membership.installed(
                    this, id, view.getMembers().stream().map(Wire::id).toList());
        }
    }

    @Override
    public void receive(Message message) {
        if (closed) {
            return;
        }
        byte[] bytes = new byte[message.getLength()];
        if (message.hasArray()) {
            System.arraycopy(message.getArray(), message.getOffset(), bytes, 0, bytes.length);
        }
        try {
            membership.heard(id(message.getSrc()), bytes);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static MemberId id(Address address) {
        UUID uuid = (UUID) address;
        return new MemberId(uuid.getMostSignificantBits(), uuid.getLeastSignificantBits());
    }

    private static Address address(MemberId id) {
        return new UUID(id.high(), id.low());
    }

    /** For tests that break it. */
    JChannel channel() {
        return channel;
    }

    /** Tells the others that this member leaves. */
    @Override
    public void close() {
        closed = true;
        channel.close();
    }
}
