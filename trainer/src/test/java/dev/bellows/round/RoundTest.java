package dev.bellows.round;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellows.data.ShardTree;
import dev.bellows.linalg.Blas;
import dev.bellows.metric.Evaluation;
import dev.bellows.testing.SparkExtension;
import dev.bellows.train.Chunks;
import dev.bellows.train.GradientSum;
import dev.bellows.train.KernelGuard;
import dev.bellows.train.Program;
import dev.bellows.train.SumPool;
import io.netty.buffer.ByteBuf;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the driver makes of what members say, or do not say. */
@ExtendWith(SparkExtension.class)
class RoundTest {
  private static final int SHARDS = 4;
  private static final List<Set<String>> HOLDERS = Collections.nCopies(SHARDS, Set.of());
  private static final RoundSettings SETTINGS =
      new RoundSettings(Duration.ofSeconds(2), Duration.ZERO, Duration.ofMinutes(1), 0);

  private final Program program = SmallProgram.of(SHARDS);
  private final float[] weights = new float[program.network().size()];
  private final Job job = new Job();
  private final List<SparkRpc.Mailbox> members = new ArrayList<>();
  private Cluster cluster;
  private Round round;
  private SparkRpc.Mailbox mailbox;

  @BeforeEach
  void open(SparkSession spark) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    cluster = new Cluster(context, "round-test", (executor, reason) -> {});
    SumPool pool = new SumPool(weights.length);
    round = new Round(program, SETTINGS, new KernelGuard(null), cluster, pool, 0);
    mailbox = SparkRpc.open("round-test", round.mailbox());
  }

  @AfterEach
  void close() {
    members.forEach(SparkRpc.Mailbox::close);
    mailbox.close();
    cluster.close();
  }

  /** Spark's job, which goes on. */
  private static final class Job extends CompletableFuture<Void> implements JavaFutureAction<Void> {
    @Override
    public List<Integer> jobIds() {
      return List.of();
    }
  }

  /** A member in this process, that loads whatever it is dealt. */
  private final class Fake implements SparkRpc.Receiver {
    private final String name;
    private final String executor;
    private final SparkRpc.Mailbox own;
    private Consumer<Object[]> whenToCompute = message -> {};
    private int[] shards = {};
    private long command;
    private boolean isEnded;

    Fake(String name, String executor) {
      this.name = name;
      this.executor = executor;
      this.own = SparkRpc.open(name, this);
      members.add(own);
    }

    Fake hello(int cores) {
      String kernel = Blas.kernel().toString();
      tell(Wire.HELLO, name, executor, "host", kernel, cores, own.address());
      return this;
    }

    void tell(Object... message) {
      round.mailbox().receive(message);
    }

    /** It has a gradient of shards without rows. */
    void gradient(long of) {
      Chunks chunks = Chunks.of(weights.length);
      GradientSum sum = new GradientSum(SHARDS, SHARDS, chunks, free -> {}, chunk -> {});
      Arrays.stream(shards).forEach(shard -> sum.addEmpty(shard, 0));
      tell(Wire.GRADIENT, name, of, sum.blocks(), 1L, 2L);
    }

    @Override
    public void receive(Object[] message) {
      switch ((String) message[0]) {
        case Wire.END -> isEnded = true;
        case Wire.DEAL -> {
          command = (long) message[1];
          shards = (int[]) message[4];
          tell(Wire.DEALT, name, command, new int[0], 0L);
        }
        default -> {
          command = (long) message[1];
          whenToCompute.accept(message);
        }
      }
    }

    @Override
    public void receive(ByteBuf content) {}

    @Override
    public Object[] answer(Object[] question) {
      return question;
    }
  }

  /** One of the driver's own process, which gets parameters by reference. */
  private Fake here() {
    return new Fake("here", Member.DRIVER);
  }

  private void lose(String executor) {
    round.mailbox().receive(new Object[] {Wire.LOST, executor, "it is gone"});
  }

  private void seat(int tasks) throws RoundLostException {
    round.seat(mailbox.address(), job, tasks, () -> HOLDERS);
  }

  private boolean welcome() throws RoundLostException {
    return round.welcome(() -> HOLDERS);
  }

  @Test
  void whoComesLateIsDealtToBetweenTwoCommands() throws Exception {
    Fake first = here().hello(1);
    seat(SHARDS);
    assertThat(first.shards).containsExactly(0, 1, 2, 3);
    assertThat(welcome()).as("nobody has come").isFalse();

    Fake late = new Fake("late", "7").hello(1);
    assertThat(welcome()).isTrue();
    assertThat(first.shards).containsExactly(0, 1);
    assertThat(late.shards).containsExactly(2, 3);
    assertThat(round.executors()).isEqualTo(2);
  }

  @Test
  void aCoreThatComesLateIsUsed() throws Exception {
    Fake member = here().hello(1);
    seat(2);
    long before = member.command;
    assertThat(round.cores()).isEqualTo(1);

    member.hello(2);
    assertThat(welcome()).isTrue();
    assertThat(member.command).as("is dealt anew").isGreaterThan(before);
    assertThat(round.cores()).isEqualTo(2);
  }

  @Test
  void aStandByHasNoPartAndItsEndIsNoLoss() throws Exception {
    here().hello(1);
    seat(1);
    Fake twin = new Fake("twin", "7").hello(1);
    Fake other = new Fake("other", "8").hello(1);
    assertThat(welcome()).isFalse();
    assertThat(twin.shards).isEmpty();

    twin.tell(Wire.FAILED, twin.name, "Spark has killed its task");
    lose("8");
    assertThat(welcome()).isFalse();

    Fake last = new Fake("last", "9").hello(1);
    assertThat(welcome()).isFalse();
    round.end();
    assertThat(last.isEnded).as("gives its slot back with the others").isTrue();
    assertThat(other.isEnded).as("is gone").isFalse();
  }

  @Test
  void whoWakesAfterItWasLostHasNoPart() throws Exception {
    lose("7");
    Fake woken = new Fake("woken", "7").hello(1);
    Fake member = here().hello(1);
    seat(SHARDS);
    assertThat(woken.isEnded).isTrue();
    assertThat(woken.shards).isEmpty();
    assertThat(member.shards).hasSize(SHARDS);
  }

  @Test
  void whoFailedHasNoPartIfOneOfItsTasksIsHeardLater() throws Exception {
    Fake failed = new Fake("failed", "7").hello(1);
    failed.tell(Wire.FAILED, failed.name, "Spark has killed its task");
    failed.hello(2);
    Fake member = here().hello(1);
    seat(SHARDS);
    assertThat(failed.isEnded).isTrue();
    assertThat(failed.shards).isEmpty();
    assertThat(member.shards).hasSize(SHARDS);
  }

  @Test
  void whoComesLateInTheLongestWaitIsDealtTo() throws Exception {
    Duration longest = Duration.ofSeconds(4);
    Duration grace = Duration.ofMillis(3500);
    RoundSettings settings = new RoundSettings(longest, grace, Duration.ofMinutes(1), 0);
    SumPool pool = new SumPool(weights.length);
    round = new Round(program, settings, new KernelGuard(null), cluster, pool, 0);
    Fake member = here(); // one core of two
    CompletableFuture<Fake> late =
        CompletableFuture.supplyAsync(
            () -> member.hello(1), CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS));
    seat(SHARDS);
    assertThat(late.get().shards).hasSize(SHARDS);
  }

  @Test
  void nothingIsDealtToNobody() {
    new Fake("brief", "7").hello(1);
    Supplier<List<Set<String>>> whileItIsLost =
        () -> {
          lose("7");
          return HOLDERS;
        };
    assertThatThrownBy(() -> round.seat(mailbox.address(), job, SHARDS, whileItIsLost))
        .isInstanceOf(RoundLostException.class)
        .hasMessage("the executors that had come are gone again");
  }

  @Test
  void aLossEndsTheRoundAndIsNamed() throws Exception {
    here().hello(1);
    seat(SHARDS);
    lose(Member.DRIVER);
    assertThatThrownBy(() -> round.gradient(0, weights))
        .isInstanceOf(RoundLostException.class)
        .hasMessageMatching("executor driver on .+ is lost: it is gone");
  }

  @Test
  void whatWasMeantForAnotherCommandIsIgnored() throws Exception {
    Fake member = here().hello(1);
    seat(SHARDS);
    member.whenToCompute =
        message -> {
          member.gradient(member.command - 1);
          member.gradient(member.command + 1);
          member.tell(Wire.GRADIENT, "nobody", member.command, List.of(), 1L, 2L);
        };
    assertThatThrownBy(() -> round.gradient(0, weights))
        .isInstanceOf(ClusterException.class)
        .hasMessageStartingWith("Cannot go on: step 0 is not done within step-timeout, 2 s; late");

    member.whenToCompute = message -> member.gradient(member.command);
    assertThat(round.gradient(0, weights)).as("no rows").isNull();
  }

  @Test
  void whoIsLateIsNamedWithItsLastStep() throws Exception {
    Fake member = here().hello(1);
    member.whenToCompute = message -> member.gradient(member.command);
    seat(SHARDS);
    assertThat(round.gradient(6, weights)).isNull();

    member.whenToCompute = message -> {};
    assertThatThrownBy(() -> round.gradient(7, weights))
        .isInstanceOf(ClusterException.class)
        .hasMessageMatching(
            "Cannot go on: step 7 is not done within step-timeout, 2 s; "
                + "late, with step 6 as the last one done: executor driver on .+:\\d+");
  }

  @Test
  void anAnswerThatWasLostIsMissed() throws Exception {
    Fake member = here().hello(1);
    seat(SHARDS);
    member.whenToCompute =
        message -> {
          member.tell(Wire.IDLE, member.name);
          member.tell(Wire.IDLE, member.name);
        };
    assertThatThrownBy(() -> round.gradient(0, weights))
        .isInstanceOf(RoundLostException.class)
        .hasMessageMatching("messages to or from executor driver on .+ were lost");
  }

  @Test
  void aMemberThatAskedJustBeforeItsCommandHasLostNothing() throws Exception {
    Fake member = here().hello(1);
    seat(SHARDS);
    member.whenToCompute =
        message -> {
          member.tell(Wire.IDLE, member.name);
          member.gradient(member.command);
        };
    assertThat(round.gradient(0, weights)).isNull();
    assertThat(round.gradient(1, weights)).isNull();
  }

  @Test
  void anEvaluationMayComeInParts() throws Exception {
    Fake member = here().hello(1);
    ShardTree<Evaluation> tree = new ShardTree<>(SHARDS, Evaluation::merge);
    for (int shard = 0; shard < SHARDS; shard++) {
      tree.add(shard, program.emptyEvaluation());
    }
    byte[] bytes = Payload.serialized(tree.blocks());
    member.whenToCompute =
        message -> {
          int half = bytes.length / 2;
          byte[] begin = Arrays.copyOf(bytes, half);
          byte[] end = Arrays.copyOfRange(bytes, half, bytes.length);
          member.tell(Wire.EVALUATION, member.name, member.command, begin, false);
          member.tell(Wire.EVALUATION, member.name, member.command, end, true);
        };
    seat(SHARDS);
    for (int i = 0; i < 2; i++) {
      assertThat(round.evaluate(weights))
          .usingRecursiveComparison()
          .isEqualTo(program.emptyEvaluation());
    }
  }

  @Test
  void aJobThatEndsIsALoss() throws Exception {
    here().hello(1);
    seat(SHARDS);
    job.completeExceptionally(new IllegalStateException("cancelled by someone\n\tat Spark"));
    assertThatThrownBy(() -> round.gradient(0, weights))
        .isInstanceOf(RoundLostException.class)
        .hasMessage("Spark has ended its job: cancelled by someone");
  }
}
