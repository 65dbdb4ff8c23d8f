package dev.bellows.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.serializer.JavaSerializer;
import org.apache.spark.serializer.KryoSerializer;
import org.apache.spark.serializer.Serializer;
import org.apache.spark.serializer.SerializerInstance;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

/** A step's sums on their way from an executor. */
class StepSumTest {
  private static final int ODD_NAN = 0x7fc12345;

  static Stream<Arguments> serializers() {
    SparkConf conf = new SparkConf(false);
    return Stream.of(
        Arguments.of(Named.of("Java", new JavaSerializer(conf))),
        Arguments.of(Named.of("Kryo", new KryoSerializer(conf))));
  }

  @ParameterizedTest
  @MethodSource("serializers")
  void bringsBackTheSameBits(Serializer serializer) {
    float[] gradient = {1.5f, -0f, Float.intBitsToFloat(ODD_NAN), Float.MIN_VALUE, -3e38f};
    StepSum sum = new StepSum(gradient, 0.1, 7, 8, 9);

    SerializerInstance instance = serializer.newInstance();
    ClassTag<StepSum> tag = ClassTag$.MODULE$.apply(StepSum.class);
    ByteBuffer written = instance.serialize(sum, tag);
    StepSum read = instance.deserialize(written, tag);

    assertArrayEquals(bits(gradient), bits(read.gradient()));
    assertEquals(0.1, read.loss());
    assertEquals(7, read.weight());
    assertEquals(8, read.rows());
    assertEquals(9, read.computeNanos());
  }

  private static int[] bits(float[] floats) {
    int[] bits = new int[floats.length];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = Float.floatToRawIntBits(floats[i]);
    }
    return bits;
  }
}
