package io.hydrophone.probe.group;

import io.hydrophone.probe.group.Control.Admitted;
import io.hydrophone.probe.group.Control.Decision;
import io.hydrophone.probe.group.Control.Farewell;
import io.hydrophone.probe.group.Control.Hello;
import io.hydrophone.probe.group.Control.Refusal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * {@link Control} as bytes: a kind, then the fields in their order, numbers big-endian, text as {@link DataOutputStream#writeUTF}. Kind 0 is left to the
 * messages of {@link Group#send}.
 */
final class ControlCodec {
    static final byte MESSAGE = 0;

    private static final byte HELLO = 1;
    private static final byte DECISION = 2;
    private static final byte REFUSAL = 3;
    private static final byte FAREWELL = 4;

    /** A handful of nodes make a group; more is an error of the sender's. */
    static final int MAX_MEMBERS = 64;

    private static final int MAX_TEXT = 512;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:-]{0,127}");

    private ControlCodec() {}

    /** Whether a node may be called so: up to 128 letters, digits and {@code . _ : -}, a letter or digit first. */
    static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    static byte[] encode(Control control) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            switch (control) {
                case Hello hello -> {
                    out.writeByte(HELLO);
                    write(out, hello);
                }
                case Decision decision -> {
                    out.writeByte(DECISION);
                    write(out, decision);
                }
                case Refusal(String code, String reason) -> {
                    out.writeByte(REFUSAL);
                    out.writeUTF(code);
                    out.writeUTF(reason);
                }
                case Farewell(String groupAddress) -> {
                    out.writeByte(FAREWELL);
                    out.writeUTF(groupAddress);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** @throws IOException when the bytes are no control message of this version */
    static Control decode(byte[] bytes) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
        byte kind = in.readByte();
        return switch (kind) {
            case HELLO -> readHello(in);
            case DECISION -> readDecision(in);
            case REFUSAL -> new Refusal(text(in), text(in));
            case FAREWELL -> new Farewell(text(in));
            default -> throw new IOException("unknown kind " + kind);
        };
    }

    private static void write(DataOutputStream out, Hello hello) throws IOException {
        write(out, hello.view());
        out.writeUTF(hello.name());
        out.writeUTF(hello.address());
        out.writeUTF(hello.groupAddress());
        out.writeLong(hello.epoch());
        out.writeBoolean(hello.isMaster());
        out.writeBoolean(hello.yields());
        out.writeLong(hello.uptimeMillis());
    }

    private static Hello readHello(DataInputStream in) throws IOException {
        return new Hello(
                readView(in),
                name(in),
                text(in),
                text(in),
                epoch(in),
                in.readBoolean(),
                in.readBoolean(),
                in.readLong());
    }

    private static void write(DataOutputStream out, Decision decision) throws IOException {
        write(out, decision.view());
        out.writeLong(decision.epoch());
        out.writeUTF(decision.master());
        out.writeShort(decision.members().size());
        for (Admitted member : decision.members()) {
            write(out, member.id());
            out.writeUTF(member.name());
            out.writeUTF(member.address());
            out.writeUTF(member.groupAddress());
        }
    }

    private static Decision readDecision(DataInputStream in) throws IOException {
        ViewId view = readView(in);
        long epoch = epoch(in);
        String master = name(in);
        int count = in.readShort();
        if (count < 1 || count > MAX_MEMBERS) {
            throw new IOException(count + " members");
        }
        List<Admitted> members = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            members.add(new Admitted(readMember(in), name(in), text(in), text(in)));
        }
        if (members.stream().noneMatch(member -> member.name().equals(master))) {
            throw new IOException("a master that is no member");
        }
        return new Decision(view, epoch, master, members);
    }

    private static void write(DataOutputStream out, ViewId view) throws IOException {
        write(out, view.creator());
        out.writeLong(view.number());
    }

    private static ViewId readView(DataInputStream in) throws IOException {
        return new ViewId(readMember(in), in.readLong());
    }

    private static void write(DataOutputStream out, MemberId member) throws IOException {
        out.writeLong(member.high());
        out.writeLong(member.low());
    }

    private static MemberId readMember(DataInputStream in) throws IOException {
        return new MemberId(in.readLong(), in.readLong());
    }

    /** Far below the end of its range, so that one more never overflows. */
    private static long epoch(DataInputStream in) throws IOException {
        long epoch = in.readLong();
        if (epoch < 0 || epoch > Long.MAX_VALUE / 2) {
            throw new IOException("epoch " + epoch);
        }
        return epoch;
    }

    private static String name(DataInputStream in) throws IOException {
        String name = in.readUTF();
        if (!isName(name)) {
            throw new IOException("no name of a node");
        }
        return name;
    }

    private static String text(DataInputStream in) throws IOException {
        String text = in.readUTF();
        if (text.length() > MAX_TEXT || text.chars().anyMatch(Character::isISOControl)) {
            throw new IOException("text that is too long or not visible");
        }
        return text;
    }
}
