package dev.bellows.testing;

import org.apache.spark.SparkConf;
import org.apache.spark.serializer.KryoSerializer;
import org.apache.spark.serializer.SerializerInstance;
import scala.reflect.ClassTag;

/** Sends objects through Spark's Kryo, as some clusters do with all that travels. */
public final class Kryo {
  private Kryo() {}

  /** What arrives of {@code original}. */
  public static <T> T copy(T original, Class<T> type) {
    SerializerInstance kryo = new KryoSerializer(new SparkConf(false)).newInstance();
    ClassTag<T> tag = ClassTag.apply(type);
    return kryo.deserialize(kryo.serialize(original, tag), tag);
  }
}
