package dev.bellows.testing.violations.util;

/** Against the table: it names no such package. */
record InNoTable() {}
