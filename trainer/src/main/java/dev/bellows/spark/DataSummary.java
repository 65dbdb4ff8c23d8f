package dev.bellows.spark;

import dev.bellows.data.Row;
import dev.bellows.data.Statistics;
import java.io.Serializable;
import java.util.Locale;

/**
 * What one pass over the sorted rows finds: statistics of the training rows, how many there are,
 * and a fingerprint of all.
 */
final class DataSummary implements Serializable {
  private static final long serialVersionUID = 1;
  private final Statistics statistics;
  private long trainingRows;
  private long validationRows;
  private long identityHigh;
  private long identityLow;

  DataSummary(Statistics empty) {
    this.statistics = empty;
  }

  void add(Row row) {
    if (row.validation()) {
      validationRows++;
    } else {
      trainingRows++;
      statistics.add(row);
    }
    identityHigh += row.identityHigh();
    identityLow += row.identityLow();
  }

  DataSummary merge(DataSummary right) {
    statistics.merge(right.statistics);
    trainingRows += right.trainingRows;
    validationRows += right.validationRows;
    identityHigh += right.identityHigh;
    identityLow += right.identityLow;
    return this;
  }

  Statistics statistics() {
    return statistics;
  }

  long trainingRows() {
    return trainingRows;
  }

  long validationRows() {
    return validationRows;
  }

  /** The sum of all rows' identities: the same for the same rows in any order. */
  String fingerprint() {
    return String.format(
        Locale.ROOT, "%016x%016x-%d", identityHigh, identityLow, trainingRows + validationRows);
  }
}
