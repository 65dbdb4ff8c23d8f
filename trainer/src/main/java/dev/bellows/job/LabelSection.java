package dev.bellows.job;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.bellows.data.PreprocessingSpec.TargetScaling;
import dev.bellows.spark.ColumnSpec.LabelKind;
import java.util.List;

/**
 * What is learnt.
 *
 * @param columns one, or several numbers of a regression
 * @param positive the class to predict the probability of, or null
 * @param kind class or number
 * @param scaling of the numbers of a regression; null where the loss decides
 * @param reconstruct whether it is the inputs, and no column
 */
public record LabelSection(
    @JsonProperty("column") List<String> columns,
    String positive,
    LabelKind kind,
    TargetScaling scaling,
    boolean reconstruct) {
  public LabelSection {
    columns = columns == null ? List.of() : List.copyOf(columns);
  }
}
