package dev.bellows.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestNameTest {
  private static final List<String> NAMES =
      List.of("sgd", "adam", "batch-size", "binary-cross-entropy", "max-duration");

  @ParameterizedTest
  @CsvSource({
    "adm,adam",
    "adma,adam",
    "Adam,adam",
    "sdg,sgd",
    "batchsize,batch-size",
    "batch_size,batch-size",
    "batchSize,batch-size",
    "bach-sise,batch-size",
    "bce,binary-cross-entropy",
    "binary-crossentropy,binary-cross-entropy",
    "maxduration,max-duration"
  })
  void findsWhatWasMeant(String written, String meant) {
    assertThat(NearestName.of(written, NAMES)).isEqualTo(meant);
    assertThat(NearestName.suggestion(written, NAMES)).isEqualTo("; did you mean " + meant + "?");
  }

  @ParameterizedTest
  @CsvSource({"lion", "x", "ad", "batch"})
  void doesNotGuess(String written) {
    assertThat(NearestName.of(written, NAMES)).isNull();
    assertThat(NearestName.suggestion(written, NAMES)).isEmpty();
  }
}
