package dev.bellows.job;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Listings as a Markdown table that a file holds between two markers. */
final class MarkdownListing {
  private static final String BEGIN = "<!-- bellows list --into README.md -->\n";
  private static final String END = "<!-- end of the list -->\n";

  private MarkdownListing() {}

  /** A line for each thing. */
  static String table(List<Listing> listings) {
    StringBuilder table = new StringBuilder("| kind | name | fields and defaults | what it is |\n");
    table.append("| --- | --- | --- | --- |\n");
    for (Listing listing : listings) {
      String kind = listing.kind();
      for (Listing.Line line : listing.lines()) {
        table.append(
            "| %s | `%s` | %s | %s |\n"
                .formatted(
                    kind, line.name(), String.join(", ", line.fields()), cell(line.description())));
        kind = "";
      }
    }
    return table.toString().replace("|  |", "| |");
  }

  /** Replaces what stands between the markers. */
  static void write(List<Listing> listings, Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new CommandException(
          Status.SPEC,
          "Cannot write into %s: there is no such file; it needs the lines %s and %s"
              .formatted(file, BEGIN.strip(), END.strip()));
    }
    String text = Files.readString(file);
    int begin = text.indexOf(BEGIN) + BEGIN.length();
    int end = text.indexOf(END);
    if (begin < BEGIN.length() || end < begin) {
      throw new CommandException(
          Status.SPEC,
          "Cannot write into %s: it has not the lines %s and %s, one after the other"
              .formatted(file, BEGIN.strip(), END.strip()));
    }
    Files.writeString(file, text.substring(0, begin) + table(listings) + text.substring(end));
  }

  private static String cell(String text) {
    return text.replace("|", "\\|");
  }
}
