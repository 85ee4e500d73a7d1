package dev.croupier.e2e;

import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.Architectures;
import dev.croupier.app.CroupierException;
import dev.croupier.client.NodeConnection;
import dev.croupier.host.guard.GuardedDecisions;
import dev.croupier.host.guard.GuardedSigner;
import dev.croupier.protocol.crypto.Secp256k1;
import dev.croupier.protocol.crypto.Signer;

/** The arrows between modules, and rules that hold everywhere. */
@AnalyzeClasses(packages = "dev.croupier", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule arrowsPointOneWay =
      Architectures.layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("app-api")
          .definedBy("dev.croupier.app..")
          .layer("protocol")
          .definedBy("dev.croupier.protocol..")
          .layer("client")
          .definedBy("dev.croupier.client..")
          .layer("transport")
          .definedBy("dev.croupier.transport..")
          .layer("rpc")
          .definedBy("dev.croupier.rpc..")
          .layer("relay")
          .definedBy("dev.croupier.relay..")
          .layer("node")
          .definedBy("dev.croupier.node..")
          .layer("host")
          .definedBy("dev.croupier.host..")
          .layer("script")
          .definedBy("dev.croupier.script..")
          .layer("plugin")
          .definedBy("dev.croupier.plugin..")
          .layer("testkit")
          .definedBy("dev.croupier.testkit..")
          .layer("worker")
          .definedBy("dev.croupier.worker..")
          .layer("cli")
          .definedBy("dev.croupier.cli..")
          .whereLayer("cli")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("testkit")
          .mayOnlyBeAccessedByLayers("cli")
          .whereLayer("script")
          .mayOnlyBeAccessedByLayers("testkit", "cli")
          .whereLayer("plugin")
          .mayOnlyBeAccessedByLayers("testkit", "cli")
          .whereLayer("transport")
          .mayOnlyBeAccessedByLayers("rpc", "node", "relay", "testkit", "cli")
          .whereLayer("rpc")
          .mayOnlyBeAccessedByLayers("node", "relay", "testkit")
          .whereLayer("node")
          .mayOnlyBeAccessedByLayers("testkit", "cli")
          .whereLayer("worker")
          .mayOnlyBeAccessedByLayers("cli")
          .whereLayer("relay")
          .mayOnlyBeAccessedByLayers("cli")
          .whereLayer("host")
          .mayOnlyBeAccessedByLayers("script", "plugin", "testkit", "worker", "cli")
          .whereLayer("client")
          .mayOnlyBeAccessedByLayers(
              "host", "script", "plugin", "testkit", "worker", "relay", "cli")
          .whereLayer("protocol")
          .mayOnlyBeAccessedByLayers(
              "client", "node", "host", "script", "plugin", "testkit", "worker", "rpc", "relay",
              "cli");

  @ArchTest
  static final ArchRule theProtocolVersionStaysBehindItsPort =
      noClasses()
          .that()
          .resideInAnyPackage(
              "dev.croupier.app..",
              "dev.croupier.host..",
              "dev.croupier.script..",
              "dev.croupier.plugin..",
              "dev.croupier.worker..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("dev.croupier..v0..");

  @ArchTest
  static final ArchRule theProtocolIsPure =
      noClasses()
          .that()
          .resideInAPackage("dev.croupier.protocol..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "java.net.http..", "java.util.concurrent", "java.sql..", "io.netty..");

  /**
   * Scripts, plugins, commands and the console sign through the guard or not at all. The load
   * generator is left out: it speaks to local nodes with keys it has made up.
   */
  @ArchTest
  static final ArchRule onlyTheGuardedSignerSigns =
      noClasses()
          .that()
          .resideInAnyPackage(
              "dev.croupier.app..",
              "dev.croupier.host..",
              "dev.croupier.script..",
              "dev.croupier.plugin..",
              "dev.croupier.cli..")
          .and()
          .resideOutsideOfPackage("dev.croupier.cli.bench..")
          .and()
          .doNotBelongToAnyOf(GuardedSigner.class, GuardedDecisions.class)
          .should()
          .callMethodWhere(
              target(owner(assignableTo(NodeConnection.class)))
                  .and(target(nameMatching("sign|submit|plan"))))
          .orShould()
          .callMethodWhere(
              target(owner(assignableTo(Signer.class)).or(owner(assignableTo(Secp256k1.class))))
                  .and(target(nameMatching("sign"))));

  @ArchTest
  static final ArchRule errorsAreOneFamily =
      classes()
          .that()
          .resideInAPackage("dev.croupier..")
          .and()
          .areAssignableTo(RuntimeException.class)
          .should()
          .beAssignableTo(CroupierException.class);

  @ArchTest
  static final ArchRule modulesHaveNoCycles =
      slices().matching("dev.croupier.(*)..").should().beFreeOfCycles();

  /**
   * A module's root package is left out: values such as addresses and amounts are there, their
   * checksums use the package of hashes, and that package speaks of addresses.
   */
  @ArchTest
  static final ArchRule packagesInsideModulesHaveNoCycles =
      slices().matching("dev.croupier.(*).(**)").should().beFreeOfCycles();
}
