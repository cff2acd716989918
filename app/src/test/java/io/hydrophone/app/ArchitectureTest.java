package io.hydrophone.app;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The floors of ARCHITECTURE.md: a module uses only what lies below it, or beside it to the left. */
@AnalyzeClasses(packages = "io.hydrophone", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule MODULES_USE_ONLY_WHAT_LIES_BELOW_OR_TO_THE_LEFT = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("core")
            .definedBy("io.hydrophone.core..")
            .layer("config")
            .definedBy("io.hydrophone.config..")
            .layer("queue")
            .definedBy("io.hydrophone.queue..")
            .layer("kafka")
            .definedBy("io.hydrophone.kafka..")
            .layer("http")
            .definedBy("io.hydrophone.http..")
            .layer("sql")
            .definedBy("io.hydrophone.sql..")
            .layer("protocol")
            .definedBy("io.hydrophone.protocol..")
            .layer("client")
            .definedBy("io.hydrophone.client..")
            .layer("wire")
            .definedBy("io.hydrophone.wire..")
            .layer("digest")
            .definedBy("io.hydrophone.digest..")
            .layer("report")
            .definedBy("io.hydrophone.report..")
            .layer("probe")
            .definedBy("io.hydrophone.probe..")
            .layer("traffic")
            .definedBy("io.hydrophone.traffic..")
            .layer("agent")
            .definedBy("io.hydrophone.agent..")
            .layer("upkeep")
            .definedBy("io.hydrophone.upkeep..")
            .layer("topology")
            .definedBy("io.hydrophone.topology..")
            .layer("alert")
            .definedBy("io.hydrophone.alert..")
            .layer("app")
            .definedBy("io.hydrophone.app..")
            .whereLayer("app")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("probe")
            .mayOnlyBeAccessedByLayers("app")
            .whereLayer("traffic")
            .mayOnlyBeAccessedByLayers("app")
            .whereLayer("agent")
            .mayOnlyBeAccessedByLayers("app")
            .whereLayer("upkeep")
            .mayOnlyBeAccessedByLayers("app")
            .whereLayer("topology")
            .mayOnlyBeAccessedByLayers("app")
            .whereLayer("alert")
            .mayOnlyBeAccessedByLayers("app")
            .whereLayer("report")
            .mayOnlyBeAccessedByLayers("probe", "app")
            .whereLayer("digest")
            .mayOnlyBeAccessedByLayers("report", "probe", "traffic", "app")
            .whereLayer("wire")
            .mayOnlyBeAccessedByLayers("digest", "report", "probe", "traffic", "app")
            .whereLayer("client")
            .mayOnlyBeAccessedByLayers("probe", "traffic", "agent", "topology", "app")
            .whereLayer("protocol")
            .mayOnlyBeAccessedByLayers("client", "wire", "digest", "report", "probe", "traffic", "agent", "app")
            .whereLayer("sql")
            .mayOnlyBeAccessedByLayers(
                    "protocol", "client", "wire", "digest", "report", "probe", "traffic", "agent", "topology", "app")
            .whereLayer("config")
            .mayOnlyBeAccessedByLayers("agent", "upkeep", "topology", "alert", "app")
            .whereLayer("http")
            .mayOnlyBeAccessedByLayers("probe", "agent", "upkeep", "app")
            .whereLayer("queue")
            .mayOnlyBeAccessedByLayers("http", "probe", "traffic", "agent", "app")
            .whereLayer("kafka")
            .mayOnlyBeAccessedByLayers("probe", "traffic", "agent", "app");

    /** Reassembly knows nothing of MySQL, and nothing that reads packets knows who decodes them. */
    @ArchTest
    static final ArchRule REASSEMBLY_KNOWS_NO_MYSQL = noClasses()
            .that()
            .resideInAPackage("io.hydrophone.wire.tcp..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.hydrophone.protocol..", "io.hydrophone.wire.session..");

    @ArchTest
    static final ArchRule SOURCES_KNOW_NO_DECODER = noClasses()
            .that()
            .resideInAPackage("io.hydrophone.wire.source..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.hydrophone.wire.tcp..", "io.hydrophone.wire.session..");

    @ArchTest
    static final ArchRule THE_COMMAND_LINE_IS_THE_APPS_ALONE = noClasses()
            .that()
            .resideOutsideOfPackage("io.hydrophone.app..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("picocli..");

    /** What starts servers and installs packages is for tests alone. */
    @ArchTest
    static final ArchRule NOTHING_KNOWS_THE_SERVERS_OF_THE_TESTS = noClasses()
            .that()
            .resideOutsideOfPackage("io.hydrophone.servers..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.hydrophone.servers..");
}
