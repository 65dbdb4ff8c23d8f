package dev.bellows.model;

import dev.bellows.testing.Models;
import java.nio.file.Path;

/** Prints what a model on disk says of {@link Models#rows}, bit by bit. */
final class PredictRows {
  private PredictRows() {}

  public static void main(String[] arguments) throws Exception {
    System.out.print(predict(Model.read(ModelFolder.of(Path.of(arguments[0])))));
    for (String absent :
        new String[] {"org.apache.spark.SparkContext", "org.apache.hadoop.fs.Path"}) {
      try {
        Class.forName(absent);
        System.out.println("found " + absent);
      } catch (ClassNotFoundException e) {
        System.out.println("without " + absent);
      }
    }
  }

  /** The logits of each row, in hexadecimal. */
  static String predict(Model model) {
    Scores scores = model.scorer().score(Models.rows());
    StringBuilder text = new StringBuilder();
    for (int row = 0; row < scores.rows(); row++) {
      for (int output = 0; output < model.network().outputs(); output++) {
        text.append(Integer.toHexString(Float.floatToIntBits(scores.logit(row, output))));
        text.append(output + 1 < model.network().outputs() ? " " : "\n");
      }
    }
    return text.toString();
  }
}
