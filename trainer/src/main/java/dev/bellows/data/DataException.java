package dev.bellows.data;

/**
 * The data is not what the job needs: a command ends with status 3. The message names the thing,
 * the value and the way out.
 */
public final class DataException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public DataException(String message) {
    super(message);
  }

  public DataException(String message, Throwable cause) {
    super(message, cause);
  }
}
