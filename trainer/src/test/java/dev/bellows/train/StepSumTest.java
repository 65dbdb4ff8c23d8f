package dev.bellows.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.serializer.JavaSerializer;
import org.apache.spark.serializer.KryoSerializer;
import org.apache.spark.serializer.Serializer;
import org.apache.spark.serializer.SerializerInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

/** A step's sums on their way from an executor. */
class StepSumTest {
  private static final ClassTag<StepSum> TAG = ClassTag$.MODULE$.apply(StepSum.class);
  private static final int ODD_NAN = 0x7fc12345;

  static Stream<Serializer> serializers() {
    SparkConf conf = new SparkConf(false);
    return Stream.of(new JavaSerializer(conf), new KryoSerializer(conf));
  }

  @ParameterizedTest
  @MethodSource("serializers")
  void bringsBackTheSameBits(Serializer serializer) {
    SerializerInstance instance = serializer.newInstance();
    for (int length : new int[] {0, 3, 16_384, 50_000}) {
      float[] gradient = new float[length];
      for (int i = 0; i < length; i++) {
        gradient[i] = Float.intBitsToFloat(ODD_NAN + 65_537 * i);
      }
      StepSum sum = new StepSum(gradient, 0.1, 7, 8, 9);

      StepSum read = instance.deserialize(instance.serialize(sum, TAG), TAG);

      assertThat(bits(read)).containsExactly(bits(sum));
      assertThat(read.loss()).isEqualTo(0.1);
      assertThat(read.weight()).isEqualTo(7);
      assertThat(read.rows()).isEqualTo(8);
      assertThat(read.computeNanos()).isEqualTo(9);
    }
  }

  private static int[] bits(StepSum sum) {
    float[] floats = sum.gradient();
    int[] bits = new int[floats.length];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = Float.floatToRawIntBits(floats[i]);
    }
    return bits;
  }
}
