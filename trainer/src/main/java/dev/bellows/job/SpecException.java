package dev.bellows.job;

import java.util.List;
import java.util.stream.Collectors;

/** A spec is wrong: a command ends with status 2. The message has a line for each error. */
public final class SpecException extends RuntimeException {
  private static final long serialVersionUID = 1;
  private final transient List<SpecError> errors;

  /**
   * @param errors at least one, in the order in which they are to be told
   */
  public SpecException(List<SpecError> errors) {
    super(errors.stream().map(SpecError::message).collect(Collectors.joining("\n")));
    this.errors = List.copyOf(errors);
  }

  /** One error without a place in a file. */
  public SpecException(String message) {
    this(List.of(new SpecError("", 0, message)));
  }

  public List<SpecError> errors() {
    return errors;
  }
}
