package dev.bellows.testing.violations.data;

/** Within the table. */
public record Something() {}
