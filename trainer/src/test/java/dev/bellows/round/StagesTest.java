package dev.bellows.round;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class StagesTest {
  private static final Stages.Key KEY = new Stages.Key(3, 0);
  private static final Stages.Key AGAIN = new Stages.Key(3, 1);

  private final Stages stages = new Stages(Duration.ofNanos(-1)); // always long enough

  private int others() {
    return stages.running(Stages.Work.OTHER);
  }

  @Test
  void tasksCountForTheWorkOfTheirStage() {
    stages.submitted(KEY, Stages.Work.OTHER, 2);
    stages.submitted(new Stages.Key(4, 0), Stages.Work.ROUND, 1);
    stages.began(KEY);
    stages.began(KEY);
    stages.began(new Stages.Key(4, 0));
    stages.began(new Stages.Key(5, 0)); // submitted before anyone listened
    assertThat(others()).isEqualTo(2);
    assertThat(stages.running(Stages.Work.ROUND)).isEqualTo(1);
    assertThat(stages.running(Stages.Work.JOB)).isZero();

    stages.ended(KEY, true);
    assertThat(others()).isEqualTo(1);
    stages.completed(KEY);
    assertThat(others()).isZero();
  }

  @Test
  void othersAreHungryWithTasksOfWhichNoneRuns() {
    assertThat(stages.isOtherHungry()).isFalse();
    stages.submitted(KEY, Stages.Work.OTHER, 2);
    assertThat(stages.isOtherHungry()).isTrue();
    stages.began(KEY);
    assertThat(stages.isOtherHungry()).isFalse();
    stages.ended(KEY, true);
    assertThat(stages.isOtherHungry()).isTrue();
    stages.began(KEY);
    stages.ended(KEY, true);
    assertThat(stages.isOtherHungry()).as("all is done").isFalse();
  }

  @Test
  void ownStagesAreNot() {
    stages.submitted(KEY, Stages.Work.ROUND, 2);
    stages.submitted(AGAIN, Stages.Work.JOB, 2);
    assertThat(stages.isOtherHungry()).isFalse();
  }

  @Test
  void nobodyIsHungryAtOnce() {
    Stages patient = new Stages(Duration.ofHours(1));
    patient.submitted(KEY, Stages.Work.OTHER, 2);
    assertThat(patient.isOtherHungry()).isFalse();
  }

  @Test
  void aTaskThatFailedWaitsAgain() {
    stages.submitted(KEY, Stages.Work.OTHER, 1);
    stages.began(KEY);
    stages.ended(KEY, false);
    assertThat(stages.isOtherHungry()).isTrue();
  }

  @Test
  void aTaskWhoseOutputIsLostWaitsAgain() {
    stages.submitted(KEY, Stages.Work.OTHER, 1);
    stages.began(KEY);
    stages.ended(KEY, true);
    stages.undone(KEY);
    assertThat(stages.isOtherHungry()).isTrue();
    assertThat(others()).isZero();
  }

  @Test
  void whatEndsLateIsNotOfTheNextAttempt() {
    stages.submitted(KEY, Stages.Work.OTHER, 2);
    stages.began(KEY);
    stages.completed(KEY); // failed: a fetch, say
    stages.submitted(AGAIN, Stages.Work.OTHER, 2);
    stages.began(AGAIN);
    stages.ended(KEY, false);
    assertThat(others()).isEqualTo(1);
    assertThat(stages.isOtherHungry()).isFalse();
  }
}
