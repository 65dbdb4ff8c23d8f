package dev.bellows.job;

import java.io.PrintWriter;
import java.io.StringWriter;

/**
 * What one command line came to, in this JVM.
 *
 * @param status it ended with
 * @param out what it printed
 * @param err what it complained about
 */
record Bellows(int status, String out, String err) {

  static Bellows run(String... words) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int status = Main.run(new PrintWriter(out), new PrintWriter(err), words);
    return new Bellows(status, out.toString(), err.toString());
  }
}
