package dev.bellows.job;

import dev.bellows.model.Model;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/**
 * A model on its way to the executors, as bytes of Java's serialiser: a model holds records, which
 * Kryo, that some clusters broadcast with, cannot write.
 */
final class PackedModel implements Serializable {
  private static final long serialVersionUID = 1;
  private final Broadcast<byte[]> bytes;

  private PackedModel(Broadcast<byte[]> bytes) {
    this.bytes = bytes;
  }

  static PackedModel of(Model model, JavaSparkContext context) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ObjectOutputStream objects = new ObjectOutputStream(out)) {
      objects.writeObject(model);
    }
    return new PackedModel(context.broadcast(out.toByteArray()));
  }

  /** The model; each task calls this once. */
  Model unpack() {
    try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.value()))) {
      return (Model) in.readObject();
    } catch (IOException | ClassNotFoundException e) {
      throw new IllegalStateException("Cannot unpack the model: " + e.getMessage(), e);
    }
  }
}
