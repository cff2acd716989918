package io.hydrophone.probe.group;

import io.hydrophone.core.Problem;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jgroups.util.Util;

/** A node of a test: a real group on loopback, and what it told. */
final class Member implements Group.Events, AutoCloseable {
    /** As the defaults, but others are looked for more often. Only for what is true in the end, also if more were lost than should be. */
    static final GroupTimes HASTY = new GroupTimes(
            Duration.ofMillis(200),
            Duration.ofMillis(1_000),
            Duration.ofMillis(300),
            Duration.ofMillis(400),
            Duration.ofMillis(600));

    /** For members that are lost on purpose, and no others on a slow machine. */
    static final GroupTimes LOSING = new GroupTimes(
            Duration.ofMillis(200),
            Duration.ofSeconds(5),
            Duration.ofSeconds(2),
            Duration.ofMillis(400),
            Duration.ofMillis(600));

    final List<GroupView> views = new CopyOnWriteArrayList<>();
    final List<String> messages = new CopyOnWriteArrayList<>();
    final List<Integer> sizes = new CopyOnWriteArrayList<>();
    final List<Problem> problems = new CopyOnWriteArrayList<>();

    /** Messages whose sender was not in the newest view that was told. */
    final List<String> unannounced = new CopyOnWriteArrayList<>();

    final GroupOptions options;
    private Group group;

    private Member(GroupOptions options) {
        this.options = options;
    }

    static Member start(Path directory, String name, Member... seeds) {
        return start(options(directory, name, "test", null, seeds));
    }

    static Member start(GroupOptions options) {
        Member member = new Member(options);
        member.group = Group.start(options, member, member.problems::add);
        return member;
    }

    static GroupOptions options(Path directory, String name, String group, String key, Member... seeds) {
        List<String> addresses = addresses(seeds);
        return options(directory, name, group, key, addresses, PatientTimes.of(addresses));
    }

    static List<String> addresses(Member... members) {
        return Arrays.stream(members).map(Member::groupAddress).toList();
    }

    static GroupOptions options(
            Path directory, String name, String group, String key, List<String> addresses, GroupTimes times) {
        return new GroupOptions(
                name,
                group,
                "127.0.0.1",
                0,
                "127.0.0.1:1",
                addresses,
                key,
                false,
                directory.resolve(name + ".json"),
                times);
    }

    Group group() {
        return group;
    }

    String groupAddress() {
        return "127.0.0.1:" + group.port();
    }

    GroupView view() {
        return group.view();
    }

    /** The newest view that was told; null before the first. */
    GroupView told() {
        return views.isEmpty() ? null : views.getLast();
    }

    /** It goes without a word. The others notice its silence: unlike a process that is killed, it takes leave of its connections. */
    void kill() throws Exception {
        Util.shutdown(group.wire().channel());
    }

    /** In one word: {@code a1*,b} for members a and b of epoch 1, a is master. */
    String summary() {
        GroupView view = view();
        StringBuilder text = new StringBuilder();
        for (Node node : view.nodes()) {
            text.append(text.isEmpty() ? "" : ",").append(node.name());
            if (node.role() == Role.MASTER) {
                text.append(view.epoch()).append('*');
            }
        }
        return text.toString();
    }

    @Override
    public void view(GroupView view) {
        views.add(view);
    }

    @Override
    public void message(String from, byte[] message) {
        if (views.isEmpty() || views.getLast().node(from) == null) {
            unannounced.add(from);
        }
        sizes.add(message.length);
        messages.add(from + ":" + new String(message, 0, Math.min(message.length, 16), StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        group.close();
    }
}
