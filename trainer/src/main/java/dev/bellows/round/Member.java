package dev.bellows.round;

import dev.bellows.data.ShardTree;
import dev.bellows.linalg.Blas;
import dev.bellows.metric.Evaluation;
import dev.bellows.train.ChunkThreads;
import dev.bellows.train.ShardTeam;
import dev.bellows.train.StepSum;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.spark.SparkEnv;

/**
 * The tasks of a round in one executor. They share its mailbox and the parameters, compute the
 * driver's commands each with its own shards, and send one sum for all.
 *
 * <p>A command reaches every task; the one that is done last sends what all have found.
 */
final class Member implements SparkRpc.Receiver {
  static final String DRIVER = "driver"; // Spark's name for the driver as an executor
  private static final Map<String, Member> HERE = new ConcurrentHashMap<>();

  private final RoundPlan plan;
  private final String name = UUID.randomUUID().toString();
  private final boolean besideDriver;
  private final SparkRpc.Recipient driver;
  private final SparkRpc.Mailbox mailbox;
  private final ChunkThreads alone = new ChunkThreads(1);
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  // under the lock
  private int slots;
  private int leaving;
  private boolean ended;
  private Command command = new Command(-1, "", 0, null, 0);
  private int busy; // slots that have not done the command yet

  private float[] parameters;
  private ShardTeam team;
  private final List<CachedShards> shards = new ArrayList<>(); // of each slot
  private final List<List<ShardTree.Block<Evaluation>>> evaluations = new ArrayList<>();

  /** What the driver wants done; {@code slots} take part. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Command(long number, String word, long step, int[][] partitions, int slots) {}

  private Member(RoundPlan plan) {
    this.plan = plan;
    this.besideDriver = SparkEnv.get().executorId().equals(DRIVER);
    this.driver = SparkRpc.driver(plan.mailbox());
    this.mailbox = SparkRpc.open("bellows-member-" + name, this);
    this.parameters = besideDriver ? null : new float[plan.chunks().total()];
  }

  /** What a task of the round does, until the round is over. */
  static void serve(RoundPlan plan) throws InterruptedException {
    Member member;
    int slot;
    do {
      member = HERE.computeIfAbsent(plan.mailbox(), none -> new Member(plan));
      slot = member.join();
    } while (slot < 0);
    try {
      member.work(slot);
    } finally {
      member.leave();
    }
  }

  /** The new slot's number, or −1 where all that were here have left already. */
  private int join() {
    lock.lock();
    try {
      if (slots > 0 && leaving == slots) {
        return -1;
      }
      shards.add(null);
      evaluations.add(List.of());
      slots++;
      SparkEnv spark = SparkEnv.get();
      driver.send(
          Wire.HELLO,
          name,
          spark.executorId(),
          spark.blockManager().blockManagerId().host(),
          Blas.kernel().toString(),
          slots,
          mailbox.address());
      return slots - 1;
    } finally {
      lock.unlock();
    }
  }

  private void leave() {
    lock.lock();
    try {
      leaving++;
      ended = true; // who fails takes the others along
      changed.signalAll();
      if (leaving == slots) {
        HERE.remove(plan.mailbox(), this);
        mailbox.close();
        alone.close();
      }
    } finally {
      lock.unlock();
    }
  }

  private void work(int slot) throws InterruptedException {
    long done = -1;
    for (Command next = await(done); next != null; next = await(done)) {
      done = next.number();
      if (slot < next.slots()) {
        try {
          compute(next, slot);
        } catch (RuntimeException | Error e) {
          failed(next, e);
          throw e;
        }
        if (isLast()) {
          finish(next);
        }
      }
    }
  }

  /** The command after {@code done}, or null at the end of the round. */
  private Command await(long done) throws InterruptedException {
    lock.lock();
    try {
      while (!ended && command.number() <= done) {
        if (!changed.await(plan.patience().toMillis(), TimeUnit.MILLISECONDS) && !isGoingOn()) {
          ended = true;
          changed.signalAll();
        }
      }
      return ended ? null : command;
    } finally {
      lock.unlock();
    }
  }

  private boolean isGoingOn() throws InterruptedException {
    try {
      driver.ask(plan.patience(), name);
      return true;
    } catch (TimeoutException e) {
      return false;
    }
  }

  private boolean isLast() {
    lock.lock();
    try {
      return --busy == 0;
    } finally {
      lock.unlock();
    }
  }

  private void compute(Command next, int slot) {
    switch (next.word()) {
      case Wire.DEAL -> shards.set(slot, new CachedShards(plan.dataset(), next.partitions()[slot]));
      case Wire.STEP -> team.compute(slot, shards.get(slot).training(), next.step(), parameters);
      default ->
          evaluations.set(slot, team.evaluate(slot, shards.get(slot).validation(), parameters));
    }
  }

  /** Sends what all slots have found. */
  private void finish(Command done) {
    switch (done.word()) {
      case Wire.DEAL -> {
        int[] missing =
            shards.stream()
                .limit(done.slots())
                .flatMap(held -> held.missing().stream())
                .mapToInt(Integer::intValue)
                .toArray();
        driver.send(Wire.DEALT, name, done.number(), missing);
      }
      case Wire.STEP -> sendSums(done, team.merge(done.slots(), alone));
      default -> {
        ShardTree<Evaluation> tree = new ShardTree<>(plan.program().shards(), Evaluation::merge);
        evaluations.stream().limit(done.slots()).flatMap(List::stream).forEach(tree::add);
        driver.send(Wire.EVALUATION, name, done.number(), serialized(tree.blocks()));
      }
    }
  }

  private void sendSums(Command done, ShardTree<StepSum> sums) {
    List<ShardTree.Block<StepSum>> blocks = sums.blocks();
    int n = blocks.size();
    int[] first = new int[n];
    int[] level = new int[n];
    boolean[] empty = new boolean[n];
    double[] loss = new double[n];
    double[] weight = new double[n];
    long[] rows = new long[n];
    long[] nanos = new long[n];
    for (int i = 0; i < n; i++) {
      StepSum sum = blocks.get(i).value();
      first[i] = blocks.get(i).first();
      level[i] = blocks.get(i).level();
      empty[i] = sum == null;
      if (sum != null) {
        loss[i] = sum.loss();
        weight[i] = sum.weight();
        rows[i] = sum.rows();
        nanos[i] = sum.computeNanos();
      }
    }
    driver.send(Wire.COUNTS, name, done.number(), first, level, empty, loss, weight, rows, nanos);
    Chunks chunks = plan.chunks();
    for (int chunk = chunks.count() - 1; chunk >= 0; chunk--) {
      for (ShardTree.Block<StepSum> block : blocks) {
        if (block.value() != null) {
          float[] gradient = block.value().gradient();
          Object payload =
              besideDriver
                  ? gradient
                  : Payload.bytes(gradient, chunks.from(chunk), chunks.length(chunk));
          driver.send(Wire.GRADIENT, name, done.number(), block.first(), chunk, payload);
        }
      }
    }
  }

  private void failed(Command at, Throwable cause) {
    driver.send(Wire.FAILED, name, at.number(), cause.toString());
  }

  @Override
  public void receive(Object[] message) {
    String word = (String) message[0];
    switch (word) {
      case Wire.PARAMETERS -> take((int) message[2], message[3]);
      case Wire.DEAL -> begin(new Command((long) message[1], word, 0, (int[][]) message[2], 0));
      case Wire.STEP -> begin(new Command((long) message[1], word, (long) message[2], null, 0));
      case Wire.EVALUATE -> begin(new Command((long) message[1], word, 0, null, 0));
      default -> end();
    }
  }

  private void take(int chunk, Object payload) {
    if (payload instanceof float[] shared) {
      parameters = shared;
    } else {
      Payload.copy((byte[]) payload, parameters, plan.chunks().from(chunk));
    }
  }

  private void begin(Command next) {
    lock.lock();
    try {
      int taking = next.partitions() == null ? command.slots() : next.partitions().length;
      if (next.word().equals(Wire.DEAL)) {
        team = new ShardTeam(plan.program(), taking);
      } else if (next.word().equals(Wire.STEP)) {
        team.release();
      }
      busy = taking;
      command = new Command(next.number(), next.word(), next.step(), next.partitions(), taking);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void end() {
    lock.lock();
    try {
      ended = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Object[] answer(Object[] question) {
    return new Object[] {true};
  }

  private static byte[] serialized(Object value) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
