package dev.orrery.validation.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import dev.orrery.spec.diag.SafeText;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.NullMarked;

/** The arrows between the modules, and the few habits that hold everywhere. */
@AnalyzeClasses(packages = "dev.orrery", importOptions = ArrowsTest.WithoutTests.class)
class ArrowsTest {
  /** ArchUnit's own filter misses {@code target/quick}, where {@code -Dquick} builds. */
  static final class WithoutTests implements ImportOption {
    @Override
    public boolean includes(Location location) {
      return !location.contains("/test-classes/");
    }
  }

  private static final String ROOT = "dev.orrery.";

  /**
   * These may ask for host time, which no guest sees: the machine to keep a time limit, the
   * arithmetic to choose between two ways to the same bits.
   */
  private static final String MEASURES_THE_HOST =
      "dev\\.orrery\\.(machine\\.Machine|engine\\.fp\\.HostFma)";

  /** A program of its own, which Maven runs. */
  private static final String BUILD_STEP = "dev.orrery.spec.binary.CompileStock";

  private static final String SPEC = "dev.orrery.spec..";
  private static final String ENGINE = "dev.orrery.engine..";
  private static final String MACHINE = "dev.orrery.machine..";
  private static final String DWARF = "dev.orrery.machine.dwarf";
  private static final String REPORTS = "dev.orrery.reports..";
  private static final String CLI = "dev.orrery.cli..";
  private static final String VALIDATION = "dev.orrery.validation..";

  /** Which modules the code of a module may use, other than itself. */
  private static final Map<String, Set<String>> ARROWS =
      Map.of(
          "spec", Set.of(),
          "engine", Set.of("spec"),
          "machine", Set.of("spec", "engine"),
          "profiler", Set.of("spec", "engine", "machine"),
          "reports", Set.of("spec", "engine", "machine", "profiler"),
          "workloads", Set.of("spec"),
          "notebook", Set.of("spec", "engine", "machine", "profiler", "reports"),
          "cli",
              Set.of("spec", "engine", "machine", "profiler", "reports", "workloads", "notebook"),
          "validation",
              Set.of(
                  "spec",
                  "engine",
                  "machine",
                  "profiler",
                  "reports",
                  "workloads",
                  "notebook",
                  "cli"));

  @ArchTest
  static final ArchRule modulesKnowOnlyWhatIsBelowThem =
      classes().should(useOnlyModulesThatTheArrowsAllow());

  @ArchTest
  static final ArchRule debuggingInformationIsReadByAPackageOfItsOwn =
      noClasses()
          .that()
          .resideInAPackage(DWARF)
          .should()
          .dependOnClassesThat(
              resideInAPackage("dev.orrery..")
                  .and(resideOutsideOfPackage(DWARF))
                  .and(not(type(SafeText.class))))
          .because("it is usable alone, on any bytes, whose text is cleaned like all text");

  @ArchTest
  static final ArchRule theTerminalBelongsToTheCommandLine =
      noClasses()
          .that()
          .resideOutsideOfPackages(CLI, VALIDATION)
          .and()
          .doNotHaveFullyQualifiedName(BUILD_STEP)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("picocli..", "org.jline..", "me.tongfei.progressbar..")
          .orShould(ACCESS_STANDARD_STREAMS)
          .orShould()
          .callMethod(System.class, "exit", int.class)
          .because("a library prints nothing and ends no process: it returns, or throws");

  @ArchTest
  static final ArchRule jteIsTheOnlyHtmlEngine =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "freemarker..",
              "io.pebbletemplates..",
              "org.apache.velocity..",
              "org.thymeleaf..",
              "com.github.mustachejava..",
              "com.github.jknack.handlebars..",
              "j2html..");

  @ArchTest
  static final ArchRule pagesAndChartsAreMadeByReports =
      noClasses()
          .that()
          .resideOutsideOfPackage(REPORTS)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("gg.jte..", "org.jfree..", "java.awt..", "javax.swing..")
          .because("everything else must start fast and run without fonts or a display");

  @ArchTest
  static final ArchRule filesOfOthersAreReadAtTheEdges =
      noClasses()
          .that()
          .resideInAnyPackage(SPEC, ENGINE, MACHINE)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("com.fasterxml.jackson..", "org.tomlj..")
          .because("JSON and TOML belong to the recording and to the command line");

  @ArchTest
  static final ArchRule theSimulatorIsDeterministic =
      noClasses()
          .that()
          .resideInAnyPackage(SPEC, ENGINE, MACHINE)
          .and()
          .haveNameNotMatching(MEASURES_THE_HOST)
          .should()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(LocalDateTime.class, "now")
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(Clock.class)
          .orShould()
          .callMethod(Math.class, "random")
          .orShould()
          .callMethod(UUID.class, "randomUUID")
          .orShould()
          .callConstructor(Random.class)
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(ThreadLocalRandom.class)
          .because(
              "the same inputs give the same run: virtual time and seeds are arguments, and host time"
                  + " is measured by the profiler and the command line");

  @ArchTest
  static final ArchRule everyPackageSaysWhatItIsForAndIsNullMarked =
      classes()
          .that()
          .resideOutsideOfPackage("dev.orrery.reports.templates..")
          .and()
          .resideOutsideOfPackage("..jmh_generated..")
          .should(liveInAPackageThatIsNullMarked());

  private static ArchCondition<JavaClass> useOnlyModulesThatTheArrowsAllow() {
    return new ArchCondition<>("use only modules that the arrows allow") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        String from = module(type);
        Set<String> allowed = ARROWS.get(from);
        if (allowed == null) {
          String where = type.getName() + " is in no module that the arrows name";
          events.add(SimpleConditionEvent.violated(type, where));
          return;
        }
        for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
          JavaClass used = dependency.getTargetClass();
          if (used.getPackageName().startsWith(ROOT)) {
            String to = module(used);
            boolean fine = to.equals(from) || allowed.contains(to);
            events.add(new SimpleConditionEvent(type, fine, dependency.getDescription()));
          }
        }
      }
    };
  }

  private static String module(JavaClass type) {
    String inside = type.getPackageName().substring(ROOT.length());
    int dot = inside.indexOf('.');
    return dot < 0 ? inside : inside.substring(0, dot);
  }

  private static ArchCondition<JavaClass> liveInAPackageThatIsNullMarked() {
    return new ArchCondition<>("live in a package whose package-info is @NullMarked") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        boolean marked = type.getPackage().isAnnotatedWith(NullMarked.class);
        events.add(
            new SimpleConditionEvent(
                type,
                marked,
                type.getDescription() + " lives in a package without a @NullMarked package-info"));
      }
    };
  }
}
