/**
 * The training loop, what every shard computes in a step, and the one seam to a cluster: {@link
 * dev.bellows.train.Engine}.
 */
package dev.bellows.train;
