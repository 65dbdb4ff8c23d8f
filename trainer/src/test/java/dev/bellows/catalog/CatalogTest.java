package dev.bellows.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class CatalogTest {
  private record Fruit(String name, int seeds) {}

  private static final Catalog<Fruit> FRUITS =
      Catalog.of("fruit", Fruit::name)
          .with(new Fruit("apple", 5), "Malus domestica (Borkhausen, 1803)")
          .with(new Fruit("stone-pear", 7), "Pyrus (Linnaeus, 1753)");

  @Test
  void findsTheDefaultByItsName() {
    assertThat(FRUITS.byName("apple")).isEqualTo(new Fruit("apple", 5));
    assertThat(FRUITS.nameOf(new Fruit("apple", 9))).isEqualTo("apple");
    assertThat(FRUITS.names()).containsExactly("apple", "stone-pear");
    assertThat(FRUITS.entries().get(1))
        .isEqualTo(
            new Catalog.Entry<>(
                "stone-pear", new Fruit("stone-pear", 7), "Pyrus (Linnaeus, 1753)"));
  }

  @Test
  void anUnknownNameBringsThoseThatThereAre() {
    assertThatThrownBy(() -> FRUITS.byName("aple"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Unknown fruit 'aple': known are apple, stone-pear; did you mean apple?");
    assertThatThrownBy(() -> FRUITS.byName("melon"))
        .hasMessage("Unknown fruit 'melon': known are apple, stone-pear");
  }

  @Test
  void aNameIsGivenOnce() {
    Fruit other = new Fruit("apple", 1);
    assertThatThrownBy(() -> FRUITS.with(other, "another"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid fruit: apple: there is one of that name already");
    assertThat(FRUITS.names()).hasSize(2);
  }
}
