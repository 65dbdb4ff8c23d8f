package dev.bellows.job;

import dev.bellows.catalog.NearestName;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code bellows list}: what a job spec may name. */
@Command(
    name = "list",
    description = "Lists what a job spec may name, with its fields and their defaults.",
    footerHeading = "%nExamples:%n",
    footer = {"  bellows list", "  bellows list optimizers"})
final class ListCommand implements Callable<Integer> {
  private static final int GAP = 2;

  /** Wider columns of fields go on in the next line. */
  private static final int WIDEST = 44;

  @Parameters(
      paramLabel = "KIND",
      arity = "0..1",
      completionCandidates = Kinds.class,
      description = "One of ${COMPLETION-CANDIDATES}; default: all.")
  private String kind;

  @Option(
      names = "--into",
      paramLabel = "FILE",
      description = "Write all as the Markdown table that FILE holds between two markers.")
  private Path markdown;

  @Spec private CommandSpec command;

  /** The kinds, for the help. */
  static final class Kinds implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Listing.all().stream().map(Listing::kind).iterator();
    }
  }

  @Override
  public Integer call() throws IOException {
    if (markdown != null) {
      MarkdownListing.write(Listing.all(), markdown);
      return Status.DONE.code();
    }
    PrintWriter out = command.commandLine().getOut();
    List<Listing> asked = asked();
    for (Listing listing : asked) {
      if (asked.size() > 1) {
        out.println(listing.kind());
      }
      print(listing, asked.size() > 1 ? GAP : 0, out);
    }
    return Status.DONE.code();
  }

  private List<Listing> asked() {
    List<Listing> all = Listing.all();
    List<Listing> asked =
        all.stream().filter(listing -> kind == null || listing.kind().equals(kind)).toList();
    if (asked.isEmpty()) {
      List<String> kinds = all.stream().map(Listing::kind).toList();
      throw new ParameterException(
          command.commandLine(),
          "Invalid KIND: %s: must be one of %s%s"
              .formatted(kind, String.join(", ", kinds), NearestName.suggestion(kind, kinds)));
    }
    return asked;
  }

  /** Name, fields and description in columns. */
  private static void print(Listing listing, int indent, PrintWriter out) {
    List<List<String>> fields = listing.lines().stream().map(ListCommand::folded).toList();
    int names = width(listing.lines().stream().map(Listing.Line::name).toList());
    int widths = width(fields.stream().flatMap(List::stream).toList());
    for (int i = 0; i < fields.size(); i++) {
      Listing.Line line = listing.lines().get(i);
      List<String> folded = fields.get(i);
      for (int k = 0; k < folded.size(); k++) {
        out.println(
            (" ".repeat(indent)
                    + padded(k == 0 ? line.name() : "", names)
                    + padded(folded.get(k), widths)
                    + (k == 0 ? line.description() : ""))
                .stripTrailing());
      }
    }
  }

  /** The fields, in lines of a bounded width. */
  private static List<String> folded(Listing.Line line) {
    List<String> folded = new ArrayList<>(List.of(""));
    for (int i = 0; i < line.fields().size(); i++) {
      String field = line.fields().get(i) + (i < line.fields().size() - 1 ? ", " : "");
      int last = folded.size() - 1;
      if (!folded.get(last).isEmpty() && folded.get(last).length() + field.length() > WIDEST) {
        folded.add(field);
      } else {
        folded.set(last, folded.get(last) + field);
      }
    }
    return folded;
  }

  private static int width(List<String> cells) {
    int widest = cells.stream().mapToInt(String::length).max().orElse(0);
    return widest == 0 ? 0 : widest + GAP;
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(width - text.length());
  }
}
