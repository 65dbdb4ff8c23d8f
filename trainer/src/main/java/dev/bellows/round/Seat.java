package dev.bellows.round;

import dev.bellows.train.ExecutorReport;
import dev.bellows.train.GradientSum;
import dev.bellows.train.StepSum;
import dev.bellows.train.SumPool;
import io.netty.buffer.ByteBuf;
import java.io.ByteArrayOutputStream;
import java.util.HashMap;
import java.util.Map;

/**
 * A member's place at the driver's table: who it is, what it holds, and how far it is. The parcels
 * of its gradient are taken by the threads that bring them; all else is the training thread's.
 */
final class Seat {
  private final String executor;
  private final String host;
  private final SparkRpc.Recipient member;
  private int cores;
  private int[] shards = new int[0];

  // under this object's lock
  private long command; // that it was given last
  private boolean isBusy;
  private boolean hasAsked; // whether the round goes on
  private int parts; // of the command's gradient that have come
  private long sent; // bytes, since the command
  private final ByteArrayOutputStream answer = new ByteArrayOutputStream(); // so far
  private long computeNanos;
  private long waitNanos;
  private final Map<Integer, StepSum> arriving = new HashMap<>(); // blocks by their first shard

  /** The place of whoever says hello. */
  Seat(Object[] hello) {
    this.executor = (String) hello[2];
    this.host = (String) hello[3];
    this.member = member(hello);
  }

  /** The way to who says hello. */
  static SparkRpc.Recipient member(Object[] hello) {
    return SparkRpc.to(hello[6]);
  }

  String executor() {
    return executor;
  }

  SparkRpc.Recipient member() {
    return member;
  }

  /** Whether it is a thread of the driver's process. */
  boolean isBesideDriver() {
    return executor.equals(Member.DRIVER);
  }

  int cores() {
    return cores;
  }

  void cores(int changed) {
    cores = changed;
  }

  int[] shards() {
    return shards;
  }

  void shards(int[] dealt) {
    shards = dealt;
  }

  /** Gives it a command. */
  void command(long number, Object... message) {
    expect(number);
    member.send(message);
  }

  /** It is given a command. */
  synchronized void expect(long number) {
    command = number;
    parts = 0;
    sent = 0;
    answer.reset();
    hasAsked = false;
    isBusy = true;
  }

  /** It asks whether the round goes on: is it the second time since its command? */
  synchronized boolean isAskingAgain() {
    boolean isAgain = hasAsked;
    hasAsked = true;
    return isAgain;
  }

  /** The last command. */
  synchronized long command() {
    return command;
  }

  /** Whether the last command is not done yet. */
  synchronized boolean isBusy() {
    return isBusy;
  }

  synchronized void done() {
    isBusy = false;
  }

  /**
   * Adds a parcel of its gradient to the whole, unless it belongs to a command that is over.
   *
   * @return whether it was added
   */
  synchronized boolean add(ByteBuf parcel, SumPool pool, GradientSum total) {
    boolean isCurrent = isBusy && GradientParcels.command(parcel) == command;
    if (isCurrent) {
      sent += parcel.readableBytes();
      GradientParcels.Told told =
          GradientParcels.add(
              parcel, first -> arriving.computeIfAbsent(first, none -> pool.take()), total);
      times(told.computed(), told.waited());
      parts++;
      isBusy = parts < told.parcels();
    }
    return isCurrent;
  }

  /** What it has told of its time. */
  synchronized void times(long compute, long waiting) {
    computeNanos = compute;
    waitNanos = waiting;
  }

  /**
   * Puts an answer of several messages together.
   *
   * @return all of it with the last part, else null
   */
  synchronized byte[] join(byte[] part, boolean isLast) {
    answer.writeBytes(part);
    return isLast ? answer.toByteArray() : null;
  }

  /**
   * What it did in the last step.
   *
   * @param received bytes of parameters
   */
  synchronized ExecutorReport report(long received) {
    return new ExecutorReport(
        executor, host, computeNanos, waitNanos, isBesideDriver() ? 0 : received, sent);
  }

  /** Its command is over: what still comes is not taken. */
  synchronized void clear(SumPool pool) {
    isBusy = false;
    arriving.values().forEach(pool::free);
    arriving.clear();
  }
}
