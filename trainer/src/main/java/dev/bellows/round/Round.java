package dev.bellows.round;

import dev.bellows.data.ShardTree;
import dev.bellows.metric.Evaluation;
import dev.bellows.train.Chunks;
import dev.bellows.train.ExecutorReport;
import dev.bellows.train.KernelGuard;
import dev.bellows.train.Program;
import dev.bellows.train.StepSum;
import dev.bellows.train.SumPool;
import io.netty.buffer.ByteBuf;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.apache.spark.api.java.JavaFutureAction;

/**
 * A round as the driver sees it: the members that have come, the shards that were dealt to them,
 * and the command that they are at. The first thing lost ends it; what it was asked for is then
 * repeated in another. One thread at a time calls it; others tell what is {@link #ready}, and bring
 * gradients.
 */
final class Round {
  private static final Duration GLANCE = Duration.ofMillis(200);
  private static final Duration TURN = Duration.ofSeconds(2);
  private static final String NOBODY = "no executor has come";
  private static final Duration QUESTION = Duration.ofSeconds(1); // whether somebody ends it

  private final Program program;
  private final RoundSettings settings;
  private final KernelGuard kernels;
  private final Cluster cluster;
  private final RoundMailbox mailbox = new RoundMailbox(this::gather);
  private final Map<String, Seat> seats = new LinkedHashMap<>(); // by the member's name
  private volatile List<Seat> dealt = List.of(); // those who hold shards
  private final List<String> executors = new ArrayList<>(); // theirs
  private int cores; // theirs, as far as there are shards for them
  private final Set<String> lost = new HashSet<>(); // executors and members, if they speak again
  private final Chunks chunks;
  private final Parameters parameters;
  private final Gathering gathering;
  private final long begin = System.nanoTime();
  private long asked = begin; // whether it is to end
  private Object address; // of its mailbox
  private JavaFutureAction<Void> job;
  private int tasks;
  private long command;
  private long lastStep = -1; // that was done
  private long came; // when the first member or core came that holds no shards yet, or 0
  private ShardTree<Evaluation> evaluations;
  private final List<Integer> missing = new ArrayList<>();
  private long bytesOnDisk;

  /**
   * @param pool sums to put gradients together in
   * @param command the last number that was used
   */
  Round(
      Program program,
      RoundSettings settings,
      KernelGuard kernels,
      Cluster cluster,
      SumPool pool,
      long command) {
    this.program = program;
    this.settings = settings;
    this.kernels = kernels;
    this.cluster = cluster;
    this.chunks = Chunks.of(program.network().size());
    this.parameters = new Parameters(chunks);
    this.gathering = new Gathering(program.shards(), chunks, pool, mailbox::wake);
    this.command = command;
  }

  /** What receives its messages. */
  RoundMailbox mailbox() {
    return mailbox;
  }

  /** The last number of a command that was used. */
  long command() {
    return command;
  }

  /** Executors that hold shards. */
  int executors() {
    return dealt.size();
  }

  /** Cores that compute. */
  int cores() {
    return cores;
  }

  /** Bytes of shards that are read from executors' disks. */
  long bytesOnDisk() {
    return bytesOnDisk;
  }

  /**
   * Whether it should end, between two commands: when it has lasted long enough, when an executor
   * is to go, or when it has had its turn and another job waits. Not every step asks for the latter
   * two.
   */
  boolean isToEnd() {
    long now = System.nanoTime();
    if (now - begin >= settings.longest().toNanos()) {
      return true;
    }
    if (now - asked < QUESTION.toNanos()) {
      return false;
    }
    asked = now;
    return cluster.isLeft(executors)
        || (now - begin >= TURN.toNanos() && cluster.isWantedByOthers());
  }

  /**
   * Waits for members, and deals the shards to those that have come: all that there is room for, or
   * those of the time of grace.
   *
   * @param ownAddress of its mailbox
   * @param submitted its tasks
   * @param count how many there are
   * @param holders for each shard, the executors that hold it
   */
  void seat(
      Object ownAddress,
      JavaFutureAction<Void> submitted,
      int count,
      Supplier<List<Set<String>>> holders)
      throws RoundLostException {
    address = ownAddress;
    job = submitted;
    tasks = count;
    await(() -> !seats.isEmpty(), NOBODY);
    await(this::isReadyToDeal, NOBODY); // anew: who comes in the last moment has a grace, too
    deal(holders.get());
  }

  private boolean isReadyToDeal() {
    return came != 0
        && !seats.isEmpty()
        && (seatedCores() >= Math.min(tasks, cluster.slots())
            || System.nanoTime() - came >= settings.grace().toNanos());
  }

  private int seatedCores() {
    return seats.values().stream().mapToInt(Seat::cores).sum();
  }

  /** Between two commands: deals anew if somebody has come who can help. */
  boolean welcome(Supplier<List<Set<String>>> holders) throws RoundLostException {
    drain();
    if (came == 0 || !isReadyToDeal()) {
      return false;
    }
    if (cores >= tasks) {
      came = 0; // a stand-by: all tasks compute already
      return false;
    }
    deal(holders.get());
    return true;
  }

  private void deal(List<Set<String>> holders) throws RoundLostException {
    drain();
    came = 0;
    command++;
    gathering.end(dealt);
    executors.clear();
    missing.clear();
    bytesOnDisk = 0;
    List<Seat> present = List.copyOf(seats.values());
    if (present.isEmpty()) {
      throw new RoundLostException("the executors that had come are gone again");
    }
    List<Dealing.Hand> hands =
        present.stream().map(seat -> new Dealing.Hand(seat.executor(), seat.cores())).toList();
    List<int[]> shards = Dealing.deal(hands, holders);
    cores = 0;
    for (int i = 0; i < present.size(); i++) {
      present.get(i).shards(shards.get(i));
      cores += Math.min(hands.get(i).cores(), shards.get(i).length);
    }
    dealt = present.stream().filter(seat -> seat.shards().length > 0).toList();
    for (int i = 0; i < dealt.size(); i++) {
      Seat seat = dealt.get(i);
      executors.add(seat.executor());
      seat.command(command, Wire.DEAL, command, address, i, seat.shards());
    }
    await(this::isDone, "the shards are not loaded");
    if (!missing.isEmpty()) {
      throw new RoundLostException("the cache has lost the shards " + missing);
    }
    parameters.members(
        dealt.stream().filter(seat -> !seat.isBesideDriver()).map(Seat::member).toList());
  }

  /** The gradient sum of a step; null where it has no rows. Valid until the next one. */
  StepSum gradient(long step, float[] weights) throws RoundLostException {
    gathering.begin(dealt);
    compute(step, weights);
    await(gathering::isComplete, "step " + step + " is not done");
    lastStep = step;
    return gathering.total();
  }

  /** What each executor did in the last step. */
  List<ExecutorReport> reports() {
    long received = (long) Float.BYTES * chunks.total();
    return dealt.stream().map(seat -> seat.report(received)).toList();
  }

  /** These parameters are those of the next step. Any thread may tell. */
  void ready(float[] weights, int from, int to) {
    parameters.ready(weights, from, to);
  }

  /** Evaluates all held-out rows; null where there are none. */
  Evaluation evaluate(float[] weights) throws RoundLostException {
    evaluations = new ShardTree<>(program.shards(), Evaluation::merge);
    compute(Wire.NO_STEP, weights);
    await(this::isDone, "the held-out rows are not evaluated");
    return evaluations.total();
  }

  private void compute(long step, float[] weights) throws RoundLostException {
    drain(); // old questions, which would count as new ones
    command++;
    for (Seat seat : dealt) {
      if (seat.isBesideDriver()) {
        seat.command(command, Wire.compute(command, step, weights));
      } else {
        seat.expect(command); // before it can answer
      }
    }
    parameters.send(weights, command, step);
  }

  private boolean isDone() {
    return dealt.stream().noneMatch(Seat::isBusy);
  }

  private void await(BooleanSupplier isDone, String failing) throws RoundLostException {
    long start = System.nanoTime();
    while (!isDone.getAsBoolean()) {
      boolean isOver = System.nanoTime() - start > settings.stepTimeout().toNanos();
      if (!take(isOver ? Duration.ZERO : GLANCE) && isOver) {
        throw new ClusterException(
            "Cannot go on: %s within step-timeout, %d s%s"
                .formatted(failing, settings.stepTimeout().toSeconds(), late()));
      }
    }
  }

  /** Takes what has come already. */
  private void drain() throws RoundLostException {
    while (take(Duration.ZERO)) {
      // until there is none
    }
  }

  private boolean take(Duration atMost) throws RoundLostException {
    try {
      Object message = mailbox.poll(atMost);
      if (message instanceof Error error) {
        throw error;
      } else if (message instanceof RuntimeException failure) {
        throw failure;
      } else if (message instanceof Object[] words) {
        take(words);
      } else if (message == null && job.isDone()) {
        job.get();
        throw new RoundLostException("its tasks have returned");
      }
      return message != null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ClusterException("Cannot go on: interrupted");
    } catch (ExecutionException | CancellationException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new RoundLostException("Spark has ended its job: " + cause.getMessage());
    }
  }

  /** Takes a part of a gradient, on the thread that brings it. */
  private void gather(ByteBuf parcel) {
    List<Seat> present = dealt;
    int seat = GradientParcels.seat(parcel);
    if (seat < present.size()) { // else it is of an earlier dealing
      gathering.add(parcel, present.get(seat));
    }
  }

  @SuppressWarnings("unchecked") // a member wrote it
  private void take(Object[] message) throws RoundLostException {
    String word = (String) message[0];
    Seat seat = seats.get((String) message[1]);
    if (word.equals(Wire.HELLO)) {
      welcome(message);
    } else if (word.equals(Wire.LOST)) {
      lose((String) message[1], (String) message[2]);
    } else if (seat == null) {
      return; // of an executor that is given up
    } else if (word.equals(Wire.FAILED)) {
      fail((String) message[1], (String) message[2]);
    } else if (word.equals(Wire.IDLE)) {
      seeWhetherMessagesAreLost(seat);
    } else if (message[2].equals(seat.command()) && seat.isBusy()) {
      switch (word) {
        case Wire.DEALT -> {
          for (int shard : (int[]) message[3]) {
            missing.add(shard);
          }
          bytesOnDisk += (long) message[4];
          seat.done();
        }
        case Wire.GRADIENT -> {
          gathering.add((List<ShardTree.Block<StepSum>>) message[3]);
          seat.times((long) message[4], (long) message[5]);
          seat.done();
        }
        default -> {
          byte[] whole = seat.join((byte[]) message[3], (boolean) message[4]);
          if (whole != null) {
            evaluated(whole).forEach(evaluations::add);
            seat.done();
          }
        }
      }
    }
  }

  @SuppressWarnings("unchecked") // a member wrote it
  private static List<ShardTree.Block<Evaluation>> evaluated(byte[] blocks) {
    return (List<ShardTree.Block<Evaluation>>) Payload.deserialized(blocks);
  }

  private void welcome(Object[] hello) {
    if (lost.contains((String) hello[1]) || lost.contains((String) hello[2])) {
      Seat.member(hello).send((Object) Wire.END); // nobody will tell of it once more
      return;
    }
    kernels.see((String) hello[4], (String) hello[3]);
    seats.computeIfAbsent((String) hello[1], name -> new Seat(hello)).cores((int) hello[5]);
    came = came == 0 ? System.nanoTime() : came;
  }

  private void fail(String member, String reason) throws RoundLostException {
    Seat seat = seats.get(member);
    if (dealt.contains(seat)) {
      throw new RoundLostException(cluster.describe(seat.executor()) + ": " + reason);
    }
    lost.add(member);
    seats.remove(member);
  }

  private void lose(String executor, String reason) throws RoundLostException {
    lost.add(executor);
    if (executors.contains(executor)) {
      throw new RoundLostException("%s is lost: %s".formatted(cluster.describe(executor), reason));
    }
    seats.values().removeIf(seat -> seat.executor().equals(executor));
  }

  /**
   * A member that asks a second time since it was given a command has missed it, or the driver its
   * answer: with a connection, messages are lost. The first question may have been on its way
   * before the command.
   */
  private void seeWhetherMessagesAreLost(Seat seat) throws RoundLostException {
    if (seat.isAskingAgain() && seat.isBusy()) {
      throw new RoundLostException(
          "messages to or from %s were lost".formatted(cluster.describe(seat.executor())));
    }
  }

  private String late() {
    List<String> late =
        dealt.stream().filter(Seat::isBusy).map(seat -> cluster.describe(seat.executor())).toList();
    if (!late.isEmpty()) {
      return "; late, with step %s as the last one done: %s"
          .formatted(lastStep < 0 ? "none" : lastStep, String.join(", ", late));
    }
    return cluster.occupied();
  }

  /** Tells all members that it is over. */
  void end() {
    mailbox.close();
    seats.values().forEach(seat -> seat.member().send((Object) Wire.END));
    gathering.end(dealt);
    parameters.close();
  }
}
