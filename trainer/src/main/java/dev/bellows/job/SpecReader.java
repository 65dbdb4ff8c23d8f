package dev.bellows.job;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/**
 * From a file to a checked {@link JobSpec}: YAML, overrides, schema, defaults, records, and what
 * only several fields together tell. All errors are found before one is thrown.
 */
final class SpecReader {
  private SpecReader() {}

  static JobSpec read(Path file, List<String> overrides) {
    SpecSchema schema = SpecSchema.load();
    SpecDocument document = document(file);
    ObjectNode root = document.root();
    new SpecOverrides(schema).apply(document, overrides);
    if (!root.has("name")) {
      root.put("name", file.getFileName().toString().replaceFirst("\\.[^.]*$", ""));
    }
    LayerNames.complete(root.path("network"));
    new SchemaCheck(schema).check(document);
    new SpecCompletion(schema).complete(root);
    Path folder = file.toAbsolutePath().getParent();
    resolvePaths(root, new SpecPaths(folder, Path.of("")));
    JobSpec spec = new SpecBinder(schema, document).bind();
    SpecChecks.check(spec, document);
    if (!document.errors().isEmpty()) {
      throw new SpecException(
          document.errors().stream().sorted(Comparator.comparingInt(SpecError::line)).toList());
    }
    return spec;
  }

  private static SpecDocument document(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new SpecException("Cannot read the job spec %s: there is no such file".formatted(file));
    }
    try (Reader text = new StringReader(Files.readString(file))) {
      return YamlReader.read(file.toString(), text);
    } catch (MalformedInputException e) {
      throw new SpecException("Cannot read the job spec %s: it is not UTF-8".formatted(file));
    } catch (IOException e) {
      throw new SpecException("Cannot read the job spec %s: %s".formatted(file, e.getMessage()));
    }
  }

  private static void resolvePaths(ObjectNode root, SpecPaths paths) {
    if (root.path("data").path("source") instanceof ObjectNode source) {
      for (String field : List.of("path", "labels")) {
        if (source.path(field).isTextual()) {
          source.put(field, paths.resolve(source.get(field).textValue()));
        }
      }
    }
  }
}
