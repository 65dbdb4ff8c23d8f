package dev.bellows.job;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import dev.bellows.optim.Schedule;
import dev.bellows.optim.WarmUp;

/**
 * How the learning rate moves, and the warm-up before that, which in a spec stand side by side.
 *
 * @param after the warm-up
 * @param warmUp a fraction of the run; 0 for none
 */
@JsonDeserialize(using = ScheduleSection.Reader.class)
public record ScheduleSection(Schedule after, double warmUp) {
  /** Both as one. */
  Schedule schedule() {
    return warmUp > 0 ? new WarmUp(warmUp, after) : after;
  }

  static final class Reader extends NumberBesideReader<Schedule, ScheduleSection> {
    private static final long serialVersionUID = 1;

    Reader() {
      super(ScheduleSection.class, Schedule.class, "warm-up");
    }

    @Override
    ScheduleSection section(Schedule after, Double warmUp) {
      return new ScheduleSection(after, warmUp == null ? 0 : warmUp);
    }
  }
}
