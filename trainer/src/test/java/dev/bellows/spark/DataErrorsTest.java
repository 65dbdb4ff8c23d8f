package dev.bellows.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.bellows.data.DataException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkException;
import org.junit.jupiter.api.Test;

class DataErrorsTest {
  private final DataException bad = new DataException("Invalid number: 'x' in column a");

  @Test
  void theCauseIsWhatTheUserSees() {
    assertThat(DataErrors.unwrap(new SparkException("Job aborted", bad))).isSameAs(bad);
    assertThat(DataErrors.unwrap(new RuntimeException(new SparkException("Job aborted", bad))))
        .isSameAs(bad);
    assertThat(DataErrors.unwrap(bad)).isSameAs(bad);
  }

  @Test
  void aCauseThatCouldNotTravelIsReadFromTheText() {
    SparkException told =
        new SparkException(
            """
            Job aborted due to stage failure: Task 0 in stage 1.0 failed 4 times, most recent \
            failure: Lost task 0.3 in stage 1.0 (TID 4) (10.0.0.1 executor 1): \
            dev.bellows.data.DataException: Invalid number: 'x' in column a
            \tat dev.bellows.spark.BadValue.at(BadValue.java:32)
            Driver stacktrace:""");
    assertThat(DataErrors.unwrap(told))
        .isInstanceOf(DataException.class)
        .hasMessage(bad.getMessage());
  }

  @Test
  void aFileOfTheSourceThatIsGoneIsNamedAndOneOfSparksIsNot() {
    Path path = new Path("file:/no/such/file");
    FileNotFoundException missing =
        catchThrowableOfType(
            FileNotFoundException.class, () -> path.getFileSystem(new Configuration()).open(path));
    assertThat(DataErrors.unwrap(new SparkException("Job aborted", missing)))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "Cannot read the source: File file:/no/such/file does not exist: it is gone since the "
                + "run has listed it; keep what a run reads until it has ended");
    FileNotFoundException spill =
        catchThrowableOfType(
            FileNotFoundException.class, () -> new FileInputStream("/no/such/file").close());
    assertThat(DataErrors.unwrap(new SparkException("Job aborted", spill)))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void whatIsNotBadDataStaysWhatItIs() {
    RuntimeException other = new IllegalStateException("no");
    assertThat(DataErrors.unwrap(other)).isSameAs(other);
    SparkException checked = new SparkException("Job cancelled");
    assertThat(DataErrors.unwrap(checked))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("Cannot go on: Job cancelled")
        .hasCause(checked);
  }

  @Test
  void actionsAreUnwrapped() {
    assertThat(DataErrors.unwrapping(() -> 5)).isEqualTo(5);
    assertThatThrownBy(
            () ->
                DataErrors.unwrapping(
                    () -> {
                      throw new IllegalStateException(bad);
                    }))
        .isSameAs(bad);
  }

  @Test
  void theExceptionTravels() throws IOException, ClassNotFoundException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(bad);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      assertThat((Throwable) in.readObject())
          .isInstanceOf(DataException.class)
          .hasMessage(bad.getMessage());
    }
  }

  @Test
  void whatSparkSaysFitsIntoOneLine() {
    assertThat(DataErrors.inOneLine("Job aborted: no route\n\tat Elsewhere"))
        .isEqualTo("Job aborted: no route");
    assertThat(DataErrors.inOneLine("Most recent failure reason:\n  no route\n\tat Elsewhere"))
        .isEqualTo("Most recent failure reason: no route");
    assertThat(DataErrors.inOneLine("")).isEmpty();
    assertThat(DataErrors.inOneLine(null)).isEqualTo("null");
  }
}
