package dev.bellows.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * The values of one kind that have a name, in the order in which people are shown them. Immutable.
 *
 * <p>A value is a record whose components are its constants: the catalog holds the one with the
 * field's default constants, and a spec or a model file says those that differ.
 *
 * <pre>{@code
 * Catalog<Optimizer> catalog =
 *     Catalog.of("optimizer", Optimizer::name)
 *         .with(new Sgd(0), "w ← w − η g (Robbins and Monro, 1951)");
 * }</pre>
 */
public final class Catalog<T> {
  private final String kind;
  private final Function<? super T, String> nameOf;
  private final List<Entry<T>> entries;

  private Catalog(String kind, Function<? super T, String> nameOf, List<Entry<T>> entries) {
    this.kind = kind;
    this.nameOf = nameOf;
    this.entries = List.copyOf(entries);
  }

  /**
   * A named value.
   *
   * @param name as in a job spec
   * @param standard the value with its default constants
   * @param description one line: what it is or its formula, and the paper with its year
   */
  public record Entry<T>(String name, T standard, String description) {}

  /**
   * A catalog without values.
   *
   * @param kind of its values, as messages name it: {@code optimizer}
   * @param nameOf the name of a value
   */
  public static <T> Catalog<T> of(String kind, Function<? super T, String> nameOf) {
    return new Catalog<>(kind, nameOf, List.of());
  }

  /**
   * The same with one value more.
   *
   * @throws IllegalArgumentException if there is one of that name
   */
  public Catalog<T> with(T standard, String description) {
    String name = nameOf.apply(standard);
    if (names().contains(name)) {
      throw new IllegalArgumentException(
          "Invalid %s: %s: there is one of that name already".formatted(kind, name));
    }
    List<Entry<T>> more = new ArrayList<>(entries);
    more.add(new Entry<>(name, standard, description));
    return new Catalog<>(kind, nameOf, more);
  }

  /** What its values are: {@code optimizer}. */
  public String kind() {
    return kind;
  }

  public List<Entry<T>> entries() {
    return entries;
  }

  /** The names, in order. */
  public List<String> names() {
    return entries.stream().map(Entry::name).toList();
  }

  /** The name of a value, whatever its constants. */
  public String nameOf(T value) {
    return nameOf.apply(value);
  }

  /**
   * The value of that name, with its default constants.
   *
   * @throws IllegalArgumentException if there is none; it says which there are
   */
  public T byName(String name) {
    return entries.stream()
        .filter(entry -> entry.name().equals(name))
        .map(Entry::standard)
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Unknown %s '%s': known are %s%s"
                        .formatted(
                            kind,
                            name,
                            String.join(", ", names()),
                            NearestName.suggestion(name, names()))));
  }
}
