package dev.bellows.round;

import dev.bellows.data.ShardTree;
import dev.bellows.metric.Evaluation;
import dev.bellows.train.KernelGuard;
import dev.bellows.train.StepSum;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A round as the driver sees it: the members that have come, the shards that were dealt to them,
 * and the command that they are at. The first thing lost ends it; what it was asked for is then
 * repeated in another.
 */
final class Round implements SparkRpc.Receiver {
  private static final long GLANCE = TimeUnit.MILLISECONDS.toNanos(500);

  private final RoundPlan plan;
  private final RoundSettings settings;
  private final KernelGuard kernels;
  private final GradientSum sum;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final long begin = System.nanoTime();

  // under the lock
  private final Map<String, Seat> seats = new LinkedHashMap<>();
  private final Map<String, Seat> dealt = new LinkedHashMap<>();
  private final List<Integer> missing = new ArrayList<>();
  private long first; // when the first member came
  private RuntimeException refusal; // of a member with another kernel
  private String lost;
  private boolean isOver;
  private long command;
  private int waiting; // for so many members to do the command
  private int steps;
  private ShardTree<Evaluation> evaluations;

  /** A member's place at the table. */
  private static final class Seat {
    private final String executor;
    private final String host;
    private final SparkRpc.Recipient member;
    private int slots;
    private final Map<Integer, Integer> levels = new TreeMap<>(); // of blocks, by first shard
    private boolean isBusy;

    Seat(String executor, String host, SparkRpc.Recipient member) {
      this.executor = executor;
      this.host = host;
      this.member = member;
    }
  }

  /**
   * @param sum to add up steps in
   * @param command the last number that was used
   */
  Round(
      RoundPlan plan, RoundSettings settings, KernelGuard kernels, GradientSum sum, long command) {
    this.plan = plan;
    this.settings = settings;
    this.kernels = kernels;
    this.sum = sum;
    this.command = command;
  }

  /** The last number of a command that was used. */
  long command() {
    lock.lock();
    try {
      return command;
    } finally {
      lock.unlock();
    }
  }

  /** Whether it has lasted long enough. */
  boolean isOld() {
    return steps >= settings.mostSteps()
        || System.nanoTime() - begin >= settings.longest().toNanos();
  }

  /**
   * Waits for members, and deals the shards to those that have come.
   *
   * @param slots to wait for, unless the time of grace is over
   */
  void seat(int slots) throws RoundLostException {
    lock.lock();
    try {
      await(() -> slots() >= slots || isGraceOver(), "a first executor has come");
      deal();
    } finally {
      lock.unlock();
    }
  }

  private boolean isGraceOver() {
    return first != 0 && System.nanoTime() - first >= settings.grace().toNanos();
  }

  private int slots() {
    return seats.values().stream().mapToInt(seat -> seat.slots).sum();
  }

  /**
   * Partitions in order, to slots in order: neighbours stay together, and add up before they send.
   */
  private void deal() throws RoundLostException {
    int partitions = plan.program().shards();
    int all = Math.min(slots(), partitions);
    begin();
    int slot = 0;
    for (Map.Entry<String, Seat> entry : seats.entrySet()) {
      Seat seat = entry.getValue();
      int count = Math.min(seat.slots, all - slot);
      if (count > 0) {
        int[][] parts = new int[count][];
        for (int i = 0; i < count; i++, slot++) {
          int from = (int) ((long) slot * partitions / all);
          int to = (int) ((slot + 1L) * partitions / all);
          parts[i] = IntStream.range(from, to).toArray();
        }
        dealt.put(entry.getKey(), seat);
        command(seat, Wire.DEAL, (Object) parts);
      }
    }
    await("the shards are loaded");
    if (!missing.isEmpty()) {
      throw lost("the cache has lost the partitions " + missing);
    }
  }

  /** The gradient sum of a step; null where it has no rows. */
  StepSum gradient(long step, float[] parameters) throws RoundLostException {
    lock.lock();
    try {
      sum.clear();
      begin();
      send(parameters);
      dealt.values().forEach(seat -> command(seat, Wire.STEP, step));
      await("step " + step + " is done");
      steps++;
      return sum.total();
    } finally {
      lock.unlock();
    }
  }

  /** Evaluates all held-out rows; null where there are none. */
  Evaluation evaluate(float[] parameters) throws RoundLostException {
    lock.lock();
    try {
      evaluations = new ShardTree<>(plan.program().shards(), Evaluation::merge);
      begin();
      send(parameters);
      dealt.values().forEach(seat -> command(seat, Wire.EVALUATE));
      await("the held-out rows are evaluated");
      return evaluations.total();
    } finally {
      lock.unlock();
    }
  }

  private void begin() {
    command++;
    waiting = 0;
    dealt.values().forEach(seat -> seat.levels.clear());
  }

  private void command(Seat seat, String word, Object... rest) {
    Object[] message = new Object[2 + rest.length];
    message[0] = word;
    message[1] = command;
    System.arraycopy(rest, 0, message, 2, rest.length);
    seat.isBusy = true;
    waiting++;
    seat.member.send(message);
  }

  private void send(float[] parameters) {
    Chunks chunks = plan.chunks();
    for (Seat seat : dealt.values()) {
      if (seat.executor.equals(Member.DRIVER)) {
        seat.member.send(Wire.PARAMETERS, command, 0, parameters);
      }
    }
    if (dealt.values().stream().allMatch(seat -> seat.executor.equals(Member.DRIVER))) {
      return;
    }
    for (int chunk = 0; chunk < chunks.count(); chunk++) {
      byte[] bytes = Payload.bytes(parameters, chunks.from(chunk), chunks.length(chunk));
      for (Seat seat : dealt.values()) {
        if (!seat.executor.equals(Member.DRIVER)) {
          seat.member.send(Wire.PARAMETERS, command, chunk, bytes);
        }
      }
    }
  }

  /** Until all members have done the command. */
  private void await(String what) throws RoundLostException {
    await(() -> waiting == 0, what);
  }

  private void await(BooleanSupplier isDone, String what) throws RoundLostException {
    long start = System.nanoTime();
    check();
    while (!isDone.getAsBoolean()) {
      if (System.nanoTime() - start > settings.stepTimeout().toNanos()) {
        throw new RoundTimeoutException(
            "Cannot go on: %s not within step-timeout, %d s; %s"
                .formatted(what, settings.stepTimeout().toSeconds(), late()));
      }
      try {
        changed.awaitNanos(GLANCE);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new RoundTimeoutException("Cannot go on: interrupted before " + what);
      }
      check();
    }
  }

  private void check() throws RoundLostException {
    if (refusal != null) {
      throw refusal;
    }
    if (lost != null) {
      throw new RoundLostException(lost);
    }
  }

  private String late() {
    String late =
        dealt.values().stream()
            .filter(seat -> seat.isBusy)
            .map(seat -> "executor " + seat.executor + " on " + seat.host)
            .collect(Collectors.joining(", "));
    return late.isEmpty() ? "no executor has come" : "late: " + late;
  }

  private RoundLostException lost(String reason) {
    lost = reason;
    return new RoundLostException(reason);
  }

  /** Notes that something is lost. */
  void lose(String reason) {
    lock.lock();
    try {
      if (lost == null && !isOver) {
        lost = reason;
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Notes that an executor is lost, if it takes part. */
  void loseExecutor(String executor, String reason) {
    lock.lock();
    try {
      if (seats.values().stream().anyMatch(seat -> seat.executor.equals(executor))) {
        lose("executor %s: %s".formatted(executor, reason));
      }
    } finally {
      lock.unlock();
    }
  }

  /** Tells all members that it is over. */
  void end() {
    lock.lock();
    try {
      isOver = true;
      seats.values().forEach(seat -> seat.member.send((Object) Wire.END));
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void receive(Object[] message) {
    lock.lock();
    try {
      Seat seat = dealt.get((String) message[1]);
      if (message[0].equals(Wire.HELLO)) {
        welcome(message);
      } else if (seat != null && message[2].equals(command) && !isOver) {
        take(seat, message);
      }
    } catch (RuntimeException e) {
      refusal = refusal == null ? e : refusal; // the training thread has to know
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void welcome(Object[] hello) {
    SparkRpc.Recipient member = SparkRpc.to(hello[6]);
    if (isOver) {
      member.send((Object) Wire.END);
      return;
    }
    kernels.see((String) hello[4], (String) hello[3]);
    seats.computeIfAbsent(
                (String) hello[1], name -> new Seat((String) hello[2], (String) hello[3], member))
            .slots =
        (int) hello[5];
    first = first == 0 ? System.nanoTime() : first;
    changed.signalAll();
  }

  private void take(Seat seat, Object[] message) {
    switch ((String) message[0]) {
      case Wire.DEALT -> {
        for (int partition : (int[]) message[3]) {
          missing.add(partition);
        }
        done(seat);
      }
      case Wire.COUNTS -> {
        count(seat, message);
        finish();
      }
      case Wire.GRADIENT -> {
        int first = (int) message[3];
        sum.add((int) message[4], first, seat.levels.get(first), message[5]);
        finish();
      }
      case Wire.EVALUATION -> {
        blocks((byte[]) message[3]).forEach(evaluations::add);
        done(seat);
      }
      default -> lose("executor %s: %s".formatted(seat.executor, message[3]));
    }
  }

  private void count(Seat seat, Object[] message) {
    int[] first = (int[]) message[3];
    int[] level = (int[]) message[4];
    boolean[] empty = (boolean[]) message[5];
    for (int i = 0; i < first.length; i++) {
      if (empty[i]) {
        sum.addEmpty(first[i], level[i]);
      } else {
        seat.levels.put(first[i], level[i]);
        sum.addCounts(
            first[i],
            level[i],
            ((double[]) message[6])[i],
            ((double[]) message[7])[i],
            ((long[]) message[8])[i],
            ((long[]) message[9])[i]);
      }
    }
  }

  /** Everyone is done with a step at the same time: when the sum is complete. */
  private void finish() {
    if (sum.isComplete()) {
      waiting = 0;
      dealt.values().forEach(each -> each.isBusy = false);
      changed.signalAll();
    }
  }

  private void done(Seat seat) {
    seat.isBusy = false;
    if (--waiting == 0) {
      changed.signalAll();
    }
  }

  @SuppressWarnings("unchecked")
  private static List<ShardTree.Block<Evaluation>> blocks(byte[] bytes) {
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes)) {
          @Override
          protected Class<?> resolveClass(java.io.ObjectStreamClass description)
              throws IOException, ClassNotFoundException {
            return Class.forName(description.getName(), false, Round.class.getClassLoader());
          }
        }) {
      return (List<ShardTree.Block<Evaluation>>) in.readObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public Object[] answer(Object[] question) {
    return new Object[] {true};
  }
}
