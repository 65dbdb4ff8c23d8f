/**
 * Faults on real processes: a standalone Spark cluster on this machine whose executors are killed,
 * frozen, added and taken away in the middle of a training, which has to end with the same weights.
 */
package dev.bellows.soak;
