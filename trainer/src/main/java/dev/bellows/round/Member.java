package dev.bellows.round;

import dev.bellows.linalg.Blas;
import dev.bellows.train.GradientSum;
import dev.bellows.train.ShardTeam;
import io.netty.buffer.ByteBuf;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import scala.Option;

/**
 * The tasks of a round in one executor. The first to come does what the driver commands, with a
 * thread for each that has come when shards are dealt; the others lend it their cores and wait for
 * the end of the round. So the executor's shards are one team's, which adds up before it sends.
 */
final class Member implements SparkRpc.Receiver {
  /** Spark's name for the driver as an executor. */
  static final String DRIVER = "driver";

  private static final Duration GLANCE = Duration.ofSeconds(1); // at whether Spark kills the task
  private static final int PATIENCE = 5; // glances, until it asks whether the round goes on
  private static final Duration ANSWER = Duration.ofMinutes(10); // behind all that is on the way
  private static final int MESSAGE = 1 << 20; // bytes, at most: a longer one would hold up others
  private static final Object[] NOTHING = {};
  private static final Map<String, Member> HERE = new HashMap<>(); // its own lock

  private final RoundPlan plan;
  private final String name = UUID.randomUUID().toString();
  private final boolean isBesideDriver = SparkEnv.get().executorId().equals(DRIVER);
  private final SparkRpc.Recipient driver;
  private final SparkRpc.Mailbox mailbox;
  private final LinkedTransferQueue<Object[]> commands = new LinkedTransferQueue<>();
  private final CountDownLatch end = new CountDownLatch(1);
  private int tasks; // under the lock of HERE

  // of the leading task, and of the threads that compute for it
  private long command = -1;
  private long begun; // when the command was taken
  private long done = System.nanoTime(); // when the one before was
  private volatile float[] parameters; // another thread fills them between two commands
  private final AtomicInteger silence =
      new AtomicInteger(); // glances without a word; not time, in which a machine may pause
  private CompletableFuture<Object[]> answer; // to its question, or null if there is none
  private CachedShards shards;
  private volatile ShardTeam team;
  private GradientParcels parcels;

  private Member(RoundPlan plan, SparkRpc.Recipient driver) {
    this.plan = plan;
    this.driver = driver;
    this.mailbox = SparkRpc.open(plan.mailbox() + "-member", this); // one name for all parcels
  }

  /** What a task of the round does, until the round is over. */
  static void serve(RoundPlan plan) throws InterruptedException {
    Member member;
    boolean isFirst;
    synchronized (HERE) {
      member = HERE.get(plan.mailbox());
      isFirst = member == null;
      if (isFirst) {
        SparkRpc.Recipient driver = SparkRpc.driver(plan.mailbox());
        if (driver == null) {
          return; // the round is over already
        }
        member = new Member(plan, driver);
        HERE.put(plan.mailbox(), member);
      } else if (member.end.getCount() == 0) {
        return; // those who are here leave: the driver would wait for whoever says hello now
      }
      member.tasks++;
    }
    try {
      member.sayHello();
      if (isFirst) {
        member.lead();
      } else {
        member.lend();
      }
    } catch (Throwable e) { // Spark's checked ones, too
      member.fail(e);
      throw e;
    } finally {
      member.leave();
    }
  }

  private void sayHello() {
    SparkEnv spark = SparkEnv.get();
    String host = spark.blockManager().blockManagerId().host();
    String kernel = Blas.kernel().toString();
    synchronized (HERE) { // so that the greatest number arrives last
      driver.send(Wire.HELLO, name, spark.executorId(), host, kernel, tasks, mailbox.address());
    }
  }

  private void lend() throws InterruptedException {
    while (!end.await(GLANCE.toMillis(), TimeUnit.MILLISECONDS)) {
      TaskContext.get().killTaskIfInterrupted();
    }
  }

  private void lead() throws InterruptedException {
    for (Object[] next = await(); next != null; next = await()) {
      command = (long) next[1];
      begun = System.nanoTime();
      try {
        switch ((String) next[0]) {
          case Wire.DEAL -> load(SparkRpc.to(next[2]), (int) next[3], (int[]) next[4]);
          default -> compute((long) next[2], (float[]) next[3]);
        }
      } catch (CancellationException e) {
        return; // the round is over
      }
      done = System.nanoTime();
    }
  }

  /** The next command, or null at the end of the round. */
  private Object[] await() throws InterruptedException {
    silence.set(0);
    while (end.getCount() > 0) {
      Object[] next = commands.poll(GLANCE.toMillis(), TimeUnit.MILLISECONDS);
      if (next != null) {
        return next == NOTHING ? null : next;
      }
      TaskContext.get().killTaskIfInterrupted();
      if (answer == null && silence.incrementAndGet() > PATIENCE) {
        answer = driver.ask(ANSWER, Wire.IDLE, name);
      } else if (answer != null && answer.isDone()) {
        if (!isGoingOn()) {
          return null;
        }
        answer = null;
        silence.set(0);
      }
    }
    return null;
  }

  private boolean isGoingOn() throws InterruptedException {
    try {
      return (boolean) answer.get()[0];
    } catch (ExecutionException e) {
      if (e.getCause() instanceof TimeoutException) {
        // If there is a driver that waits, it must not wait for this member.
        String why = "it has had no answer from the driver within %d s";
        driver.send(Wire.FAILED, name, why.formatted(ANSWER.toSeconds()));
      }
      return false;
    }
  }

  private void load(SparkRpc.Recipient round, int seat, int[] dealt) {
    release();
    if (!isBesideDriver && parameters == null) {
      parameters = new float[plan.program().network().size()]; // before the driver sends any
    }
    shards = new CachedShards(plan.dataset(), dealt, this::checkGoingOn);
    int cores;
    synchronized (HERE) {
      cores = tasks;
    }
    team =
        new ShardTeam(
            plan.program(), shards.training(), shards.validation(), cores, this::sendChunk);
    parcels = new GradientParcels(round, seat, team.sum().chunks());
    int[] missing = shards.missing().stream().mapToInt(Integer::intValue).toArray();
    driver.send(Wire.DEALT, name, command, missing, shards.bytesOnDisk());
  }

  /** Ends what takes long once the round is over, or Spark kills the task. */
  private void checkGoingOn() {
    TaskContext.get().killTaskIfInterrupted();
    if (end.getCount() == 0) {
      throw new CancellationException("Cannot go on: the round is over");
    }
  }

  private void compute(long step, float[] with) {
    if (step == Wire.NO_STEP) {
      sendEvaluation(Payload.serialized(team.evaluate(with).blocks()));
      return;
    }
    GradientSum sum = team.gradient(step, with);
    if (isBesideDriver) {
      long computed = System.nanoTime() - begun;
      driver.send(Wire.GRADIENT, name, command, sum.blocks(), computed, begun - done);
    }
  }

  private void sendEvaluation(byte[] blocks) {
    for (int from = 0; from < blocks.length; from += MESSAGE) {
      int to = Math.min(blocks.length, from + MESSAGE);
      byte[] part = Arrays.copyOfRange(blocks, from, to);
      driver.send(Wire.EVALUATION, name, command, part, to == blocks.length);
    }
  }

  /** Called by a thread of the team as soon as a chunk is complete, the last layers' first. */
  private void sendChunk(int chunk) {
    if (!isBesideDriver) {
      parcels.send(command, chunk, team.sum(), System.nanoTime() - begun, begun - done);
    }
  }

  private void fail(Throwable cause) {
    Option<String> killed = TaskContext.get().getKillReason();
    driver.send(
        Wire.FAILED,
        name,
        killed.isDefined() ? "Spark has killed its task: " + killed.get() : cause.toString());
  }

  /** Whoever leaves takes the others along: the round is over, or is to be over. */
  private void leave() {
    end();
    synchronized (HERE) {
      if (--tasks == 0) {
        HERE.remove(plan.mailbox());
        mailbox.close();
        release();
      }
    }
  }

  private void end() {
    end.countDown();
    commands.add(NOTHING);
    ShardTeam current = team;
    if (current != null) {
      current.stop();
    }
  }

  private void release() {
    if (team != null) {
      team.close();
    }
    if (shards != null) {
      shards.close();
    }
    if (parcels != null) {
      parcels.close();
    }
  }

  @Override
  public void receive(Object[] message) {
    switch ((String) message[0]) {
      case Wire.END -> end();
      default -> commands.add(message);
    }
  }

  @Override
  public void receive(ByteBuf content) {
    silence.set(0);
    float[] filled = parameters;
    if (filled == null) {
      return; // for a task before this one; the driver will see that it is gone
    }
    Object[] next = Parameters.take(content, filled);
    if (next != null) {
      commands.add(next);
    }
  }

  @Override
  public Object[] answer(Object[] question) {
    throw new UnsupportedOperationException("Nobody asks a member");
  }
}
