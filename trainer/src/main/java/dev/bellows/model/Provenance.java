package dev.bellows.model;

import java.io.Serializable;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where a model comes from: what it takes to train it again, bit for bit.
 *
 * @param name of the job
 * @param seed of training
 * @param splitSeed of the held-out rows
 * @param shards into how many parts the rows were dealt
 * @param kernel that multiplied matrices, in its one-line form
 * @param dataFingerprint of the rows; null where nobody took it
 * @param versions of what took part, by name: {@code bellows}, {@code java}, {@code spark} …
 * @param spec the job spec's text; null where there was none
 */
public record Provenance(
    String name,
    long seed,
    long splitSeed,
    int shards,
    String kernel,
    String dataFingerprint,
    Map<String, String> versions,
    String spec)
    implements Serializable {
  public Provenance {
    versions = Collections.unmodifiableMap(new TreeMap<>(versions));
  }
}
