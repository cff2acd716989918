package io.hydrophone.agent.jmx;

import io.hydrophone.agent.text.Patterns;
import io.hydrophone.config.Secret;
import io.hydrophone.config.Section;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;

/**
 * Which JVM is asked: by one of a URL, host and port, or a process of this machine.
 *
 * @param url empty for none
 * @param host empty for none
 * @param process of the JVM's main class and arguments; null for none
 * @param pid −1 for none
 * @param password null for none
 * @param trust PEM file of authorities; null for those of the agent's Java
 * @param registryTls whether the registry, too, is asked over TLS
 */
record JmxTarget(
        String url,
        String host,
        int port,
        Pattern process,
        int pid,
        String user,
        Secret password,
        Path trust,
        boolean registryTls,
        Duration timeout) {
    static JmxTarget read(Section instance) {
        JmxTarget target = new JmxTarget(
                instance.text("jmx_url", ""),
                instance.text("host", ""),
                instance.integer("port", -1, 1, 65_535),
                Patterns.read(instance, "process_name_regex"),
                instance.integer("pid", -1, 1, Integer.MAX_VALUE),
                instance.text("user", ""),
                instance.secret("password"),
                instance.file("trust_store_path", null),
                instance.flag("rmi_registry_ssl", false),
                instance.seconds("timeout", Duration.ofSeconds(10), Duration.ofMillis(100), Duration.ofMinutes(5)));
        int ways = (target.url.isEmpty() ? 0 : 1)
                + (target.host.isEmpty() ? 0 : 1)
                + (target.process == null ? 0 : 1)
                + (target.pid < 0 ? 0 : 1);
        if (ways != 1) {
            instance.miss("host", "give one of host with port, jmx_url, process_name_regex and pid");
        } else if (!target.host.isEmpty() && target.port < 0) {
            instance.miss("port", "give the port of the JVM's registry (com.sun.management.jmxremote.port)");
        }
        if (target.user.isEmpty() != (target.password == null)) {
            instance.miss(target.user.isEmpty() ? "user" : "password", "give both or neither");
        }
        return target;
    }

    boolean isOfThisMachine() {
        return process != null || pid >= 0;
    }

    /** For people and tags. */
    String text() {
        if (!host.isEmpty()) {
            return host + ":" + port;
        }
        return !url.isEmpty() ? url : process != null ? process.pattern() : "pid " + pid;
    }
}
