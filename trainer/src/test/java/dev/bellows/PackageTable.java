package dev.bellows;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.EvaluationResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The package table as rules: a package may import only those above it, and Spark, Scala and Hadoop
 * only where the table says so. A package that does not exist yet breaks no rule.
 */
final class PackageTable {

  /** Top to bottom, as in the table. */
  static final List<String> ORDER =
      List.of(
          "catalog",
          "linalg",
          "data",
          "nn",
          "loss",
          "optim",
          "metric",
          "train",
          "model",
          "explain",
          "checkpoint",
          "report",
          "spark",
          "round",
          "soak",
          "ml",
          "job");

  private static final Set<String> KNOWS_SPARK = Set.of("spark", "round", "soak", "ml", "job");
  private static final Set<String> KNOWS_HADOOP = Set.of("checkpoint", "spark", "ml", "job");

  private PackageTable() {}

  /** Every import in {@code classes} that the table forbids, one description each. */
  static List<String> violations(String root, JavaClasses classes) {
    List<String> found = new ArrayList<>();
    for (ArchRule rule : rules(root)) {
      EvaluationResult result = rule.allowEmptyShould(true).evaluate(classes);
      found.addAll(result.getFailureReport().getDetails());
    }
    return found;
  }

  private static List<ArchRule> rules(String root) {
    List<ArchRule> rules = new ArrayList<>();
    String[] inTable = ORDER.stream().map(name -> tree(root, name)).toArray(String[]::new);
    rules.add(
        classes()
            .that(resideInAPackage(root + ".."))
            .should()
            .resideInAnyPackage(inTable)
            .as("every package is in the table"));
    for (int row = 0; row < ORDER.size(); row++) {
      String name = ORDER.get(row);
      List<String> below = ORDER.subList(row + 1, ORDER.size());
      if (!below.isEmpty()) {
        rules.add(forbid(root, name, below.stream().map(other -> tree(root, other)).toList()));
      }
      if (!KNOWS_SPARK.contains(name)) {
        rules.add(forbid(root, name, List.of("org.apache.spark..", "scala..")));
      }
      if (!KNOWS_HADOOP.contains(name)) {
        rules.add(forbid(root, name, List.of("org.apache.hadoop..")));
      }
    }
    return rules;
  }

  private static ArchRule forbid(String root, String name, List<String> packages) {
    DescribedPredicate<JavaClass> forbidden = resideInAnyPackage(packages.toArray(String[]::new));
    return noClasses()
        .that(resideInAPackage(tree(root, name)))
        .should()
        .dependOnClassesThat(forbidden);
  }

  private static String tree(String root, String name) {
    return root + "." + name + "..";
  }
}
