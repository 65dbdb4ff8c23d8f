package dev.bellows.job;

import java.util.List;

/** Whether what inputs are made of goes together with the other features and the label. */
final class InputChecks {
  private static final String FEATURES = "data.features.";
  private final JobSpec spec;
  private final FeaturesSection features;
  private final SpecDocument document;

  InputChecks(JobSpec spec, SpecDocument document) {
    this.spec = spec;
    this.features = spec.data().features();
    this.document = document;
  }

  void text(TextSection text) {
    alone("the text of column " + text.column());
    notToBeLearnt("text.column", text.column());
  }

  /** What says something of a table's columns means nothing where there are none. */
  private void alone(String inputs) {
    String wayOut = "the inputs are %s and nothing else; leave it out".formatted(inputs);
    names("drop", features.drop(), wayOut);
    names("numeric", features.numeric(), wayOut);
    names("categorical", features.categorical(), wayOut);
    names("shape", features.shape(), wayOut);
    if (features.polynomialDegree() > 1) {
      document.invalid(FEATURES + "polynomial-degree", features.polynomialDegree(), wayOut);
    }
  }

  private void names(String field, List<?> given, String wayOut) {
    if (!given.isEmpty()) {
      document.invalid(FEATURES + field, given, wayOut);
    }
  }

  private void notToBeLearnt(String field, String column) {
    boolean label = spec.data().label().columns().contains(column);
    if (label || column.equals(spec.data().weight())) {
      document.invalid(
          FEATURES + field,
          column,
          "it is the %s; name another column".formatted(label ? "label" : "weight"));
    }
  }
}
