package dev.bellows.testing.violations.linalg;

import dev.bellows.testing.violations.data.Something;

/** Against the table: data stands below linalg. */
record UsesData(Something something) {}
