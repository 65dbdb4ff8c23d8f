package dev.bellows.spark;

import dev.bellows.catalog.Catalog;
import dev.bellows.data.generator.Generators;
import java.util.Locale;

/** The formats of sources. */
public final class Sources {
  /** All formats. */
  public static final Catalog<SourceSpec.Format> CATALOG =
      Catalog.of("source", Sources::name)
          .with(SourceSpec.Format.CSV, "text with a header line, plain or compressed")
          .with(SourceSpec.Format.LIBSVM, "lines of a label and index:value pairs")
          .with(SourceSpec.Format.IDX, "images in MNIST's format, plain or gzipped")
          .with(SourceSpec.Format.IMAGES, "pictures, PNG or JPEG, in a folder for each class")
          .with(SourceSpec.Format.PARQUET, "typed files, with the options of Spark's reader")
          .with(SourceSpec.Format.ORC, "typed files, with the options of Spark's reader")
          .with(SourceSpec.Format.JSON, "an object a line, with the options of Spark's reader")
          .with(SourceSpec.Format.QUERY, "whatever Spark SQL can select: Hive, Iceberg, JDBC …")
          .with(
              SourceSpec.Format.GENERATOR,
              "rows made up on the spot: " + String.join(", ", Generators.NAMES));

  private Sources() {}

  private static String name(SourceSpec.Format format) {
    return format.name().toLowerCase(Locale.ROOT);
  }
}
