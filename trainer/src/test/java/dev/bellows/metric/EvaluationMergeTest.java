package dev.bellows.metric;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.data.ShardTree;
import dev.bellows.loss.Problem;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.spark.SparkConf;
import org.apache.spark.serializer.KryoSerializer;
import org.apache.spark.serializer.SerializerInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import scala.reflect.ClassTag;

class EvaluationMergeTest {
  private static final int SHARDS = 11;

  @ParameterizedTest
  @EnumSource(Problem.class)
  void anyGroupingAlongTheShardTreeGivesTheSameBits(Problem problem) {
    ShardTree<Evaluation> inOrder = new ShardTree<>(SHARDS, Evaluation::merge);
    for (int shard = 0; shard < SHARDS; shard++) {
      inOrder.add(shard, shard(problem, shard));
    }
    byte[] expected = bytes(inOrder.total());
    for (int seed = 0; seed < 20; seed++) {
      assertThat(bytes(grouped(problem, new Random(seed)))).isEqualTo(expected);
    }
  }

  private static Evaluation grouped(Problem problem, Random random) {
    List<Integer> shards = new ArrayList<>();
    for (int shard = 0; shard < SHARDS; shard++) {
      shards.add(shard);
    }
    Collections.shuffle(shards, random);
    ShardTree<Evaluation> driver = new ShardTree<>(SHARDS, Evaluation::merge);
    int from = 0;
    while (from < SHARDS) {
      int to = Math.min(SHARDS, from + 1 + random.nextInt(4));
      ShardTree<Evaluation> task = new ShardTree<>(SHARDS, Evaluation::merge);
      for (int shard : shards.subList(from, to)) {
        task.add(shard, shard(problem, shard));
      }
      task.blocks().forEach(driver::add);
      from = to;
    }
    return driver.total();
  }

  @ParameterizedTest
  @EnumSource(Problem.class)
  void javaAndKryoBringBackTheSameBits(Problem problem) {
    Evaluation evaluation = shard(problem, 1).merge(shard(problem, 2));
    byte[] expected = bytes(evaluation);
    assertThat(bytes(throughJava(evaluation))).isEqualTo(expected);
    SerializerInstance kryo = new KryoSerializer(new SparkConf(false)).newInstance();
    ClassTag<Evaluation> tag = ClassTag.apply(Evaluation.class);
    ByteBuffer written = kryo.serialize(evaluation, tag);
    Evaluation read = kryo.deserialize(written, tag);
    assertThat(bytes(read)).isEqualTo(expected);
    assertThat(bytes(read.merge(shard(problem, 3))))
        .isEqualTo(bytes(evaluation.merge(shard(problem, 3))));
  }

  /** Shard 4 is empty; the others hold 1 to 300 rows in slices. */
  private static Evaluation shard(Problem problem, int shard) {
    if (shard == 4) {
      return null;
    }
    Random random = new Random(shard);
    Evaluation evaluation = Evaluation.empty(problem, 3, new double[] {1, 100, 0.1});
    for (int slice = 0; slice < 3; slice++) {
      int rows = 1 + random.nextInt(100);
      int targetWidth = problem == Problem.MULTICLASS ? 1 : 3;
      float[] logits = new float[rows * 3];
      float[] targets = new float[rows * targetWidth];
      float[] weights = new float[rows];
      for (int i = 0; i < logits.length; i++) {
        logits[i] = (float) random.nextGaussian();
      }
      for (int i = 0; i < targets.length; i++) {
        targets[i] =
            switch (problem) {
              case BINARY -> random.nextInt(2);
              case MULTICLASS -> random.nextInt(3);
              case REGRESSION -> (float) random.nextGaussian();
            };
      }
      for (int i = 0; i < rows; i++) {
        weights[i] = random.nextFloat();
      }
      evaluation.add(
          random.nextDouble(), logits, EvaluationTest.batch(targetWidth, targets, weights));
    }
    return evaluation;
  }

  private static byte[] bytes(Evaluation evaluation) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(evaluation);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static Evaluation throughJava(Evaluation evaluation) {
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes(evaluation)))) {
      return (Evaluation) in.readObject();
    } catch (IOException | ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }
}
