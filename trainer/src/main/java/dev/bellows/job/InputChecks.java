package dev.bellows.job;

import dev.bellows.data.Preprocessing;
import dev.bellows.data.PreprocessingSpec.Missing;
import dev.bellows.data.PreprocessingSpec.Scaling;
import dev.bellows.spark.SourceSpec;
import java.util.ArrayList;
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

  void check() {
    List<String> kinds = new ArrayList<>();
    add("text", features.text(), kinds);
    add("image", features.image(), kinds);
    add("series", features.series(), kinds);
    if (kinds.size() > 1) {
      document.invalid(
          "data.features",
          String.join(" and ", kinds),
          "there is one kind of inputs; leave %s out"
              .formatted(kinds.size() == 2 ? "one of them" : "all but one"));
    } else if (features.text() != null) {
      alone("the text of column " + features.text().column());
      notToBeLearnt("text.column", features.text().column());
      unscaled("tokens are no numbers");
    } else if (features.image() != null) {
      image(features.image());
    } else if (features.series() != null && !document.isWrong("data.features.series")) {
      alone("the windows of the series");
      new SeriesChecks(spec, document).check();
    }
    if (spec.data().source() != null
        && spec.data().source().format() == SourceSpec.Format.IMAGES
        && features.image() == null) {
      document.wrong(
          "Missing field",
          FEATURES + "image",
          "the size to bring pictures to, such as {size: 32x32, channels: 3}");
    }
  }

  private void image(ImageSection image) {
    alone("the pictures of column " + image.column());
    notToBeLearnt("image.column", image.column());
    complete("a picture has all its pixels");
    int inputs = image.inputs().shape().size();
    if (inputs > Preprocessing.MAX_INPUTS) {
      document.invalid(
          FEATURES + "image.size",
          image.size(),
          "that is %,d inputs; a row has at most %,d".formatted(inputs, Preprocessing.MAX_INPUTS));
    }
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

  /** Nothing is scaled, and nothing is missing. */
  private void unscaled(String why) {
    if (features.scaling() != Scaling.STANDARDIZE) {
      document.invalid(FEATURES + "scaling", Names.of(features.scaling()), why + "; leave it out");
    }
    complete(why);
  }

  private void complete(String why) {
    Missing asked = DataBuilder.missing(features);
    if (!asked.equals(Missing.defaults())) {
      document.invalid(FEATURES + "missing", Names.of(asked.strategy()), why + "; leave it out");
    }
  }

  private static void add(String name, Object section, List<String> kinds) {
    if (section != null) {
      kinds.add(name);
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
