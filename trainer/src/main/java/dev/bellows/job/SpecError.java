package dev.bellows.job;

/**
 * One thing that is wrong with a spec.
 *
 * @param path of the field, like {@code optimizer.name}; empty for the whole file
 * @param line where it stands, from 1; 0 where that is unknown or the command line gave it
 * @param message names the thing, the value and the way out
 */
public record SpecError(String path, int line, String message) {}
