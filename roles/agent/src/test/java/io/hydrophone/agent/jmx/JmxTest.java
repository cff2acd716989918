package io.hydrophone.agent.jmx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrophone.agent.check.Check;
import io.hydrophone.agent.check.CheckDirectory;
import io.hydrophone.agent.check.LiveCheck;
import io.hydrophone.agent.check.LiveCheck.Measured;
import io.hydrophone.agent.check.Said;
import io.hydrophone.agent.jmx.JmxListing.Extent;
import io.hydrophone.config.ConfigurationProblems;
import io.hydrophone.core.ServiceCheck.Status;
import io.hydrophone.servers.Pause;
import io.hydrophone.servers.SelfSigned;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real JVMs, started for each test. */
class JmxTest {
    @TempDir
    private Path directory;

    @Test
    void aJvmTellsOfItselfAndItsConnectionIsKept() throws Exception {
        try (JmxJvm jvm = JmxJvm.startOpen();
                LiveCheck check = LiveCheck.of(
                        Jmx.ofAnyJvm(), directory, "name: shop", "host: 127.0.0.1", "port: " + jvm.port())) {
            Measured measured = check.run();
            assertThat(measured.problem()).isNull();
            assertThat(measured.values().get("jvm.heap_memory{instance:shop,jmx_domain:java.lang}"))
                    .isBetween(1e5, 64e6 * 1.1);
            assertThat(measured.values()).containsKeys("jvm.thread_count{instance:shop,jmx_domain:java.lang}");
            assertThat(measured.services().getFirst().status()).isEqualTo(Status.OK);
            assertThat(check.run().values().keySet())
                    .anyMatch(name -> name.startsWith("jvm.gc.count{instance:shop,jmx_domain:java.lang,name:"));
            jvm.stop();
            Measured gone = check.run();
            assertThat(gone.services().getFirst().status()).isEqualTo(Status.CRITICAL);
            assertThat(gone.problem()).isNotNull();
        }
    }

    @Test
    void weblogicsBeansAreKnown() throws Exception {
        try (JmxJvm jvm = JmxJvm.startOpen();
                LiveCheck check = LiveCheck.of(
                        Jmx.ofWebLogic(),
                        directory,
                        "name: wls",
                        "host: 127.0.0.1",
                        "port: " + jvm.port(),
                        "collect_default_jvm_metrics: false")) {
            Measured measured = check.run();
            assertThat(measured.problem()).isNull();
            String pool = "{Name:ThreadPoolRuntime,ServerRuntime:AdminServer,instance:wls,jmx_domain:com.bea}";
            assertThat(measured.values())
                    .containsExactlyInAnyOrderEntriesOf(Map.of(
                            "weblogic.server.running{Name:AdminServer,instance:wls,jmx_domain:com.bea}",
                            1.0,
                            "weblogic.server.open_sockets{Name:AdminServer,instance:wls,jmx_domain:com.bea}",
                            3.0,
                            "weblogic.threadpool.threads_idle" + pool,
                            2.0,
                            "weblogic.threadpool.queue_length" + pool,
                            5.0,
                            "weblogic.threadpool.throughput" + pool,
                            1.5,
                            "weblogic.jdbc.connections_active{Name:shop,ServerRuntime:AdminServer,instance:wls,jmx_domain:com.bea}",
                            7.0,
                            "jmx.metrics_over_limit{instance:wls}",
                            0.0));
        }
    }

    @Test
    void rulesNameIncludeExcludeAndLimit() throws Exception {
        try (JmxJvm jvm = JmxJvm.startOpen()) {
            String[] instance = {
                "name: shop",
                "host: 127.0.0.1",
                "port: " + jvm.port(),
                "collect_default_jvm_metrics: false",
                "max_returned_metrics: 10",
                "conf:",
                "- include: {domain: shop, bean_regex: 'shop:type=(\\w+),name=queue-(\\d+)', exclude_tags: [type, name],"
                        + " tags: {queue: $2}, attribute: {Depth: {alias: 'shop.$1.depth'}}}",
                "  exclude: {name: [queue-0, queue-1]}",
            };
            try (LiveCheck check = LiveCheck.of(Jmx.ofAnyJvm(), directory, instance)) {
                Map<String, Double> values = check.run().values();
                assertThat(values)
                        .containsEntry("jmx.metrics_over_limit{instance:shop}", 388.0)
                        .hasSize(11);
                assertThat(values).containsEntry("shop.Queue.depth{instance:shop,jmx_domain:shop,queue:10}", 10.0);
            }
            try (Check check = configured(instance)) {
                assertThat(JmxListing.isOf(check)).isTrue();
                assertThat(JmxListing.of(check, Extent.MATCHING))
                        .hasSize(398)
                        .contains("shop:type=Queue,name=queue-2 Depth: shop.Queue.depth gauge 2.0");
                assertThat(JmxListing.of(check, Extent.COLLECTED)).hasSize(10);
                assertThat(JmxListing.of(check, Extent.EVERYTHING))
                        .hasSizeGreaterThan(400)
                        .contains("java.lang:type=Threading ThreadCount: int");
            }
        }
    }

    /** A collection by {@code jcmd} fills {@code LastGcInfo}: a composite, in which tables have a row for each pool. */
    @Test
    void rowsOfTablesAreToldByTheirColumns() throws Exception {
        try (JmxJvm jvm = JmxJvm.startOpen()) {
            jvm.collectGarbage();
            Map<String, Double> values = run(
                            jvm,
                            "host: 127.0.0.1",
                            "collect_default_jvm_metrics: false",
                            "conf:",
                            "- include: {bean: 'java.lang:name=MarkSweepCompact,type=GarbageCollector', exclude_tags: [type, name],"
                                    + " attribute: {"
                                    + "LastGcInfo.duration: {alias: gc.duration},"
                                    + "LastGcInfo.memoryUsageAfterGc.value.used:"
                                    + " {alias: 'gc.$key.used', tags: {pool: $key, kind: after}},"
                                    + "LastGcInfo.memoryUsageBeforeGc.value.max:"
                                    + " {alias: gc.largest, limit: 1, tags: {pool: $key}},"
                                    + "LastGcInfo.memoryUsageBeforeGc.value.init: {alias: gc.init}}}",
                            "- include: {bean: 'java.lang:type=Runtime', exclude_tags: [type],"
                                    + " attribute: {SystemProperties.value: {alias: property, tags: {name: $key}}}}")
                    .values();
            String tags = "instance:shop,jmx_domain:java.lang";
            assertThat(values.get("gc.duration{" + tags + "}")).isNotNegative();
            assertThat(values.get("gc.Tenured Gen.used{" + tags + ",kind:after,pool:Tenured Gen}"))
                    .as(values.keySet().toString())
                    .isPositive();
            assertThat(values.keySet().stream().filter(name -> name.startsWith("gc.largest")))
                    .hasSize(1);
            assertThat(values.keySet().stream().filter(name -> name.startsWith("gc.init{")))
                    .as("each row has its own series without tags, too")
                    .hasSizeGreaterThan(3)
                    .allMatch(name -> name.contains("key:"));
            assertThat(values.get("property{" + tags + ",name:java.specification.version}"))
                    .isEqualTo(Runtime.version().feature());
        }
    }

    @Test
    void aPasswordIsAskedFor() throws Exception {
        Path passwords = Files.writeString(directory.resolve("passwords"), "monitor s3cret\n");
        Files.setPosixFilePermissions(passwords, PosixFilePermissions.fromString("rw-------"));
        Path access = Files.writeString(directory.resolve("access"), "monitor readonly\n");
        try (JmxJvm jvm = JmxJvm.start(
                "-Dcom.sun.management.jmxremote.ssl=false",
                "-Dcom.sun.management.jmxremote.password.file=" + passwords,
                "-Dcom.sun.management.jmxremote.password.toHashes=false",
                "-Dcom.sun.management.jmxremote.access.file=" + access)) {
            assertThat(run(jvm, "host: 127.0.0.1", "user: monitor", "password: s3cret")
                            .problem())
                    .isNull();
            Measured refused = run(jvm, "host: 127.0.0.1", "user: monitor", "password: wrong");
            assertThat(refused.problem().code()).isEqualTo("no-jmx");
            assertThat(refused.problem().action()).isEqualTo("check user and password");
        }
    }

    @Test
    void tlsIsTrustedByItsAuthorityAlone() throws Exception {
        SelfSigned own = SelfSigned.make(Files.createDirectories(directory.resolve("own")));
        SelfSigned other = SelfSigned.make(Files.createDirectories(directory.resolve("other")));
        try (JmxJvm jvm = JmxJvm.start(
                "-Dcom.sun.management.jmxremote.authenticate=false",
                "-Dcom.sun.management.jmxremote.ssl=true",
                "-Dcom.sun.management.jmxremote.registry.ssl=true",
                "-Djava.rmi.server.hostname=localhost",
                "-Djavax.net.ssl.keyStore=" + own.store(),
                "-Djavax.net.ssl.keyStorePassword=" + SelfSigned.PASSWORD)) {
            String[] tls = {"host: localhost", "rmi_registry_ssl: true"};
            Measured distrusted = run(jvm, tls[0], tls[1], "trust_store_path: " + other.chain());
            assertThat(distrusted.problem().code()).isEqualTo("no-jmx");
            assertThat(run(jvm, tls[0], tls[1], "trust_store_path: " + own.chain())
                            .problem())
                    .isNull();
            Measured clear = run(jvm, tls[0], "trust_store_path: " + own.chain());
            assertThat(clear.problem().code()).isEqualTo("no-jmx");
        }
    }

    @Test
    void aJvmOfThisMachineIsFoundByItsProcess() throws Exception {
        try (JmxJvm jvm = JmxJvm.startOpen();
                LiveCheck check = LiveCheck.of(Jmx.ofAnyJvm(), directory, "name: own", "pid: " + jvm.pid())) {
            assertThat(check.run().problem()).isNull();
        }
        try (LiveCheck check = LiveCheck.of(Jmx.ofAnyJvm(), directory, "process_name_regex: no-such-jvm-anywhere")) {
            assertThat(check.run().problem().message()).isEqualTo("no JVM of this machine fits");
        }
    }

    /** Checks run on virtual threads, on which an interrupt ends what waits for a socket. */
    @Test
    void aJvmThatHangsIsGivenUpWhenTheRunIsInterrupted() throws Exception {
        try (JmxJvm jvm = JmxJvm.startOpen();
                Check check = configured("host: 127.0.0.1", "port: " + jvm.port())) {
            check.run(new Said());
            jvm.signal("STOP");
            FutureTask<Void> run = new FutureTask<>(() -> {
                check.run(new Said());
                return null;
            });
            Thread thread = Thread.ofVirtual().start(run);
            Pause.until(
                    "it waits for the JVM",
                    Duration.ofMinutes(1),
                    () -> thread.getState() == Thread.State.WAITING || thread.getState() == Thread.State.TIMED_WAITING);
            thread.interrupt();
            assertThatThrownBy(() -> run.get(90, TimeUnit.SECONDS)).isInstanceOf(ExecutionException.class);
            jvm.signal("CONT");
            Said said = new Said();
            check.run(said);
            assertThat(said.gauges).isNotEmpty();
        }
    }

    @Test
    void whatIsWrongInTheRulesIsTold() {
        assertThatThrownBy(() -> LiveCheck.of(
                        Jmx.ofAnyJvm(),
                        directory,
                        "host: 127.0.0.1",
                        "user: monitor",
                        "conf:",
                        "- exclude: {domain: x}",
                        "- include: {bean: nonsense, bean_regex: '(', attribute: {A: {metric_type: sum}}}"))
                .isInstanceOf(ConfigurationProblems.class)
                .hasMessageContaining("port is missing")
                .hasMessageContaining("password is missing")
                .hasMessageContaining("include is missing")
                .hasMessageContaining("'nonsense' is no name of a bean")
                .hasMessageContaining("this is no regular expression")
                .hasMessageContaining("'sum' is no choice here");
    }

    @Test
    void aMetricWithoutAnAliasIsNamedAsByJmxfetch() {
        assertThat(BeanMetricName.of("java.lang", "ThreadCount")).isEqualTo("jmx.java.lang.thread_count");
        assertThat(BeanMetricName.of("org.apache", "HeapMemoryUsage.used"))
                .isEqualTo("jmx.org.apache.heap_memory_usage.used");
    }

    /** The check alone, without what runs it. */
    private Check configured(String... instance) throws IOException {
        LiveCheck.of(Jmx.ofAnyJvm(), directory, instance).close();
        return new CheckDirectory(List.of(Jmx.ofAnyJvm()))
                .read(directory.resolve("jmx.d"), name -> null)
                .getFirst()
                .check();
    }

    private Measured run(JmxJvm jvm, String... more) throws Exception {
        String[] all = new String[more.length + 2];
        all[0] = "name: shop";
        all[1] = "port: " + jvm.port();
        System.arraycopy(more, 0, all, 2, more.length);
        try (LiveCheck check = LiveCheck.of(Jmx.ofAnyJvm(), directory, all)) {
            return check.run();
        }
    }
}
