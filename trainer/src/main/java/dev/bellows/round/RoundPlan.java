package dev.bellows.round;

import dev.bellows.train.Program;
import java.io.Serializable;
import java.time.Duration;

/**
 * What a task of a round has to know.
 *
 * @param program what is computed
 * @param mailbox the driver's, of this round alone
 * @param dataset the id of the cached shards in Spark
 * @param chunks of the parameters, and of a gradient
 * @param patience how long a task hears nothing before it asks whether the round goes on
 */
record RoundPlan(Program program, String mailbox, int dataset, Chunks chunks, Duration patience)
    implements Serializable {}
