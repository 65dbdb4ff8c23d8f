package dev.bellows.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.data.DataException;
import dev.bellows.round.ClusterException;
import dev.bellows.train.KernelMismatchException;
import java.io.IOException;
import org.apache.spark.SparkException;
import org.junit.jupiter.api.Test;

class StatusTest {
  @Test
  void eachKindOfFailureHasItsOwn() {
    assertThat(Status.failure(new SpecException("a")))
        .isEqualTo(new Status.Failure(Status.SPEC, "a", true));
    assertThat(Status.failure(new DataException("a")))
        .isEqualTo(new Status.Failure(Status.DATA, "a", true));
    assertThat(Status.failure(new KernelMismatchException("a")))
        .isEqualTo(new Status.Failure(Status.KERNEL, "a", true));
    assertThat(Status.failure(new ClusterException("a")))
        .isEqualTo(new Status.Failure(Status.INTERNAL, "a", true));
    assertThat(Status.failure(new CommandException(Status.INTERNAL, "a")))
        .isEqualTo(new Status.Failure(Status.INTERNAL, "a", true));
    assertThat(Status.failure(new IOException("a")))
        .isEqualTo(new Status.Failure(Status.INTERNAL, "a", false));
    assertThat(Status.failure(new NullPointerException()))
        .isEqualTo(new Status.Failure(Status.INTERNAL, "NullPointerException", false));
  }

  @Test
  void theCauseIsToldAndNotWhatSparkMadeOfIt() {
    Exception cause = new SparkException("Task failed", new DataException("Invalid row"));

    assertThat(Status.failure(new RuntimeException("Job aborted", cause)))
        .isEqualTo(new Status.Failure(Status.DATA, "Invalid row", true));
    assertThat(Status.failure(new SparkException("Job aborted", cause)))
        .isEqualTo(new Status.Failure(Status.DATA, "Invalid row", true));
  }

  @Test
  void codesStayWhatSchedulersKnow() {
    assertThat(Status.values()).extracting(Status::code).containsExactly(0, 1, 2, 3, 4, 5);
  }
}
