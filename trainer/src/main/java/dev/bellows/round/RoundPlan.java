package dev.bellows.round;

import dev.bellows.train.Program;
import java.io.Serializable;

/**
 * What a task of a round has to know.
 *
 * @param program what is computed
 * @param mailbox the driver's, of this round alone
 * @param dataset the id of the cached shards in Spark
 */
record RoundPlan(Program program, String mailbox, int dataset) implements Serializable {}
