package dev.bellows.testing.violations.report;

import org.apache.hadoop.fs.Path;

/** Against the table: report does not know Hadoop. */
record UsesHadoop(Path path) {}
