package dev.croupier.host.guard;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.croupier.client.NodeConnection;
import dev.croupier.client.Operation;
import dev.croupier.client.Step;
import dev.croupier.protocol.crypto.Signer;
import java.time.Duration;
import java.util.List;

/** Nothing in the host signs or submits but the guarded signer. */
@AnalyzeClasses(
    packages = "dev.croupier.host",
    importOptions = ImportOption.DoNotIncludeTests.class)
class NoBypassTest {

  @ArchTest
  static final ArchRule onlyTheGuardedSignerSigns =
      noClasses()
          .that()
          .doNotBelongToAnyOf(GuardedSigner.class, GuardedDecisions.class)
          .should()
          .callMethod(NodeConnection.class, "sign", Step.class)
          .orShould()
          .callMethod(NodeConnection.class, "submit", Step.class, List.class)
          .orShould()
          .callMethod(NodeConnection.class, "plan", Operation.class, Duration.class)
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(Signer.class);

  @ArchTest
  static final ArchRule noDialectShows =
      noClasses().should().dependOnClassesThat().resideInAPackage("dev.croupier..v0..");

  @ArchTest
  static final ArchRule subjectsDoNotLeanOnTheWhole =
      noClasses()
          .that()
          .resideInAPackage("dev.croupier.host.(*)..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("dev.croupier.host");
}
