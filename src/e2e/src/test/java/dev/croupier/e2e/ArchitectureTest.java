package dev.croupier.e2e;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.Architectures;
import dev.croupier.app.CroupierException;

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
          .layer("node")
          .definedBy("dev.croupier.node..")
          .layer("host")
          .definedBy("dev.croupier.host..")
          .layer("script")
          .definedBy("dev.croupier.script..")
          .layer("plugin")
          .definedBy("dev.croupier.plugin..")
          .layer("cli")
          .definedBy("dev.croupier.cli..")
          .whereLayer("cli")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("script")
          .mayOnlyBeAccessedByLayers("cli")
          .whereLayer("plugin")
          .mayOnlyBeAccessedByLayers("cli")
          .whereLayer("node")
          .mayOnlyBeAccessedByLayers("cli")
          .whereLayer("host")
          .mayOnlyBeAccessedByLayers("script", "plugin", "cli")
          .whereLayer("client")
          .mayOnlyBeAccessedByLayers("host", "script", "plugin", "cli")
          .whereLayer("protocol")
          .mayOnlyBeAccessedByLayers("client", "node", "host", "script", "plugin", "cli");

  @ArchTest
  static final ArchRule theProtocolVersionStaysBehindItsPort =
      noClasses()
          .that()
          .resideInAnyPackage(
              "dev.croupier.app..",
              "dev.croupier.host..",
              "dev.croupier.script..",
              "dev.croupier.plugin..")
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
