package io.hydrophone.topology.report;

import io.hydrophone.core.Foreign;
import io.hydrophone.topology.Drift;
import io.hydrophone.topology.Instance;
import io.hydrophone.topology.Link;
import io.hydrophone.topology.Mention;
import io.hydrophone.topology.Role;
import io.hydrophone.topology.instance.ApplierWorker;
import io.hydrophone.topology.instance.InstanceView;
import io.hydrophone.topology.instance.ReplicationChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What is said of instances and links, in the words of trees and graphs. */
final class Words {
    private static final int MAX_ERROR = 100;
    private static final int MAX_SET = 80;

    private Words() {}

    static String version(Instance instance) {
        return instance.view() == null
                ? ""
                : instance.view().identity().version().toString();
    }

    /** {@code rw}, {@code ro}, {@code offline}; empty when it is not known. */
    static String access(Instance instance) {
        InstanceView view = instance.view();
        if (view == null) {
            return "";
        }
        return Boolean.TRUE.equals(view.settings().offlineMode())
                ? "offline"
                : view.settings().isWritable() ? "rw" : "ro";
    }

    static String roles(Instance instance) {
        return instance.roles().stream().map(Role::words).collect(Collectors.joining(", "));
    }

    /** Whether a link works as it should, as far as is known. */
    static boolean isWell(Link.Replication link) {
        return link.channel() != null
                && link.channel().receiver().isRunning()
                && link.channel().applier().isRunning()
                && (link.drift().errant() == null || link.drift().errant() == 0);
    }

    /** {@code io Yes, sql Yes, lag 0 s, missing 0}. */
    static String link(Link.Replication link) {
        ReplicationChannel channel = link.channel();
        if (channel == null) {
            return "";
        }
        StringBuilder text = new StringBuilder(channel.name().isEmpty() ? "" : "[" + foreign(channel.name()) + "] ");
        text.append("io ").append(foreign(channel.receiver().state()));
        text.append(", sql ").append(foreign(channel.applier().state()));
        text.append(", lag ").append(lag(channel));
        if (channel.delaySeconds() != null && channel.delaySeconds() > 0) {
            text.append(" (").append(channel.delaySeconds()).append(" s wanted)");
        }
        Drift drift = link.drift();
        if (drift.missing() != null) {
            text.append(", missing ").append(drift.missing());
        }
        if (drift.errant() != null && drift.errant() > 0) {
            text.append(", errant ").append(drift.errant());
            text.append(" (").append(Foreign.text(drift.errantSet(), MAX_SET)).append(')');
        }
        error(channel.receiver().errorNumber(), channel.receiver().error(), text);
        error(channel.applier().errorNumber(), applierError(channel), text);
        return text.toString();
    }

    /** Of several workers the coordinator only says that one of them has failed. */
    private static String applierError(ReplicationChannel channel) {
        return channel.workers().stream()
                .filter(worker -> worker.errorNumber() != 0 && !worker.error().isEmpty())
                .map(ApplierWorker::error)
                .findFirst()
                .orElse(channel.applier().error());
    }

    /** The server's own reckoning, or that of commits where it is larger. */
    private static String lag(ReplicationChannel channel) {
        Long seconds = channel.secondsBehind();
        Double commit = channel.commitLagSeconds();
        if (seconds == null) {
            return "unknown";
        }
        return commit != null && commit > seconds ? String.format(Locale.ROOT, "%.1f s", commit) : seconds + " s";
    }

    private static void error(long number, String words, StringBuilder text) {
        if (number != 0) {
            text.append(", error ").append(number);
            if (!words.isEmpty()) {
                text.append(": ").append(Foreign.text(words, MAX_ERROR));
            }
        }
    }

    static String failure(Instance instance) {
        return instance.failure() == null
                ? ""
                : (instance.view() == null ? "" : "broke off: ")
                        + instance.failure().kind().words();
    }

    /** What others say of one that says nothing. */
    static String mentions(Instance instance) {
        return instance.mentions().stream()
                .filter(mention -> mention.as() != Mention.As.REPLICA || mention.certain())
                .map(Words::mention)
                .distinct()
                .collect(Collectors.joining("; "));
    }

    private static String mention(Mention mention) {
        return mention.by() + ": my " + mention.as().words()
                + (mention.state().isEmpty() ? "" : ", " + foreign(mention.state()));
    }

    /** Of the group or the Galera cluster that an instance is in, what it says of itself. */
    static String membership(Instance instance) {
        InstanceView view = instance.view();
        if (view == null) {
            return "";
        }
        List<String> words = new ArrayList<>();
        if (view.group() != null) {
            view.group().members().stream()
                    .filter(member -> member.uuid().equals(view.identity().serverUuid()))
                    .forEach(member -> words.add(foreign(member.state())));
        }
        if (view.galera() != null) {
            words.add(foreign(view.galera().localState() + ", " + view.galera().status() + " of "
                    + view.galera().size()));
        }
        if (view.semiSync() != null && Boolean.TRUE.equals(view.semiSync().sourceEnabled())) {
            words.add("semi-sync " + (Boolean.TRUE.equals(view.semiSync().sourceActive()) ? "on" : "FALLEN BACK") + ", "
                    + view.semiSync().clients() + " acknowledge");
        }
        return String.join("; ", words);
    }

    static String foreign(String text) {
        return Foreign.text(text, MAX_ERROR);
    }
}
