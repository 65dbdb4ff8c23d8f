package dev.bellows.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellows.testing.Kryo;
import java.math.BigDecimal;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SeriesKeyTest {
  private static final String[] NAMES = {"shop", "at"};

  private static SeriesKey key(Object order) {
    return SeriesKey.of(
        RowFactory.create("A", order), new int[] {0}, 1, new Cells(List.of("-999")), NAMES);
  }

  /** In each line one place, as files and programs write it; a line is after the one above. */
  static Stream<List<List<Object>>> ascending() {
    return Stream.of(
        List.of(
            List.of("-1", -1, -1.0, -1f),
            List.of("0", "-0.0", 0.0, -0.0, false, "false"),
            List.of("0.1", 0.1, 0.1f, new BigDecimal("0.10"), "1e-1", ".1", "+.1"),
            List.of("1", 1L, true, "1.", "1e0"),
            List.of("9007199254740992", 9007199254740992L),
            List.of("9007199254740993", 9007199254740993L, new BigDecimal("9007199254740993.0")),
            List.of("1e300", 1e300)),
        List.of(
            List.of("1969-12-31T23:59:59.5", Instant.parse("1969-12-31T23:59:59.5Z")),
            List.of(
                "2024-12",
                "2024-12-01",
                "2024-12-01T00:00",
                LocalDate.of(2024, 12, 1),
                Date.valueOf("2024-12-01")),
            List.of("2024-12-31T23:30+14:00", "2024-12-31 09:30Z"),
            List.of(
                "2024-12-31T10:00",
                "2024-12-31 10:00",
                "2024-12-31T10:00:00",
                "2024-12-31T10:00:00.000Z",
                "2024-12-31T11:00+01:00",
                "2024-12-31 11:00:00+0100",
                "2024-12-31 11:00:00+01",
                Timestamp.from(Instant.parse("2024-12-31T10:00:00Z")),
                LocalDateTime.parse("2024-12-31T10:00:00")),
            List.of("2024-12-31T10:00:00.000001", Instant.parse("2024-12-31T10:00:00.000001Z")),
            List.of(
                "2024-12-31T10:00:00.000001001",
                LocalDateTime.parse("2024-12-31T10:00:00.000001001"))));
  }

  @ParameterizedTest
  @MethodSource("ascending")
  void onePlaceIsOneKeyHoweverItIsWritten(List<List<Object>> places) {
    for (int i = 0; i < places.size(); i++) {
      SeriesKey first = key(places.get(i).get(0));
      for (Object same : places.get(i)) {
        assertThat(key(same)).as("%s", same).isEqualTo(first).hasSameHashCodeAs(first);
        assertThat(Kryo.copy(key(same), SeriesKey.class)).isEqualTo(first);
      }
      for (List<Object> later : places.subList(i + 1, places.size())) {
        for (Object after : later) {
          assertThat(key(after)).as("%s", after).isGreaterThan(first);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2024-12-31abc",
        "2024-12-31T",
        "2024-12-31T10",
        "2024-12-3110:00",
        "2024-02-30",
        "2024-13",
        "2024-12-31Z",
        "2024-12-31T10:00:61",
        "31.12.2024",
        "soon",
        "NaN",
        "1e999"
      })
  void whatIsNeitherNumberNorTimeIsRefused(String text) {
    assertThatThrownBy(() -> key(text))
        .isInstanceOf(BadValue.class)
        .hasMessage("Invalid order: '%s' in column at", text);
  }

  @Test
  void whatIsMissingHasNoPlace() {
    for (Object missing : new Object[] {null, "", "-999", "-999.0", -999L, -999.0}) {
      assertThatThrownBy(() -> key(missing)).hasMessage("Invalid series: nothing in column at");
    }
  }

  @Test
  void aNumberAndATimeAreOfOtherKind() {
    assertThat(key("2024-12-31").isOfOtherKind(key(20241231))).isTrue();
    assertThat(key("2024-12-31").isOfOtherKind(key(LocalDate.of(2024, 1, 1)))).isFalse();
    assertThat(key(" 2024-12-31 10:00 ")).hasToString("2024-12-31 10:00 of A");
  }
}
