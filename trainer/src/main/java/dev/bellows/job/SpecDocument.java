package dev.bellows.job;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * A spec on its way from text to records: its tree, where each field came from, and what was found
 * wrong so far. Paths are the fields from the root on, joined by dots; elements of a list are
 * numbered from 0.
 *
 * @param origin the tree and its lines
 * @param errors added to by each stage
 */
record SpecDocument(SpecOrigin origin, List<SpecError> errors) {

  SpecDocument(String file, ObjectNode root) {
    this(new SpecOrigin(file, root), new ArrayList<>());
  }

  ObjectNode root() {
    return origin.root();
  }

  /** Adds an error about a value. */
  void invalid(String path, Object value, String wayOut) {
    errors.add(origin.invalid(path, value, wayOut));
  }

  /** Adds an error about the value that stands in the tree. */
  void invalid(String path, String wayOut) {
    invalid(path, root().at("/" + path.replace('.', '/')), wayOut);
  }

  /** Adds an error about a field that is missing or unknown. */
  void wrong(String what, String path, String wayOut) {
    errors.add(origin.wrong(what, path, wayOut));
  }

  /** Whether something was found wrong with the field at {@code path}, above it or below it. */
  boolean isWrong(String path) {
    return errors.stream()
        .map(SpecError::path)
        .anyMatch(
            wrong ->
                wrong.equals(path) || wrong.startsWith(path + ".") || path.startsWith(wrong + "."));
  }
}
