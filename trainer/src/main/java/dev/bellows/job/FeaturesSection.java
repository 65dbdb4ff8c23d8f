package dev.bellows.job;

import dev.bellows.data.PreprocessingSpec.Scaling;
import java.util.List;

/**
 * What is learnt from, and how it is prepared. A column that is not named goes by its type.
 *
 * @param drop columns left out
 * @param numeric columns read as numbers
 * @param categorical columns read as texts
 * @param scaling of numbers
 * @param missing what stands in for a missing value
 * @param polynomialDegree all monomials of the numbers up to this degree are features
 * @param shape of all inputs together; empty for what the source says
 * @param text the one column that is read as tokens; null for the columns of a table
 * @param image the one column that is read as pictures; null for the columns of a table
 * @param series the columns that are read in windows; null for the columns of a table
 */
public record FeaturesSection(
    List<String> drop,
    List<String> numeric,
    List<String> categorical,
    Scaling scaling,
    MissingSection missing,
    int polynomialDegree,
    List<Integer> shape,
    TextSection text,
    ImageSection image,
    SeriesSection series) {
  public FeaturesSection {
    drop = drop == null ? List.of() : List.copyOf(drop);
    numeric = numeric == null ? List.of() : List.copyOf(numeric);
    categorical = categorical == null ? List.of() : List.copyOf(categorical);
    shape = shape == null ? List.of() : List.copyOf(shape);
  }
}
