package dev.bellows.testing.violations.checkpoint;

import org.apache.hadoop.fs.Path;

/** Within the table: checkpoint writes through Hadoop's file systems. */
record UsesHadoop(Path path) {}
