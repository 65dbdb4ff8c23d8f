/**
 * Rounds: Spark jobs whose tasks stay for many steps and exchange parameters and gradients with the
 * driver over Spark's RPC, instead of one job a step.
 */
package dev.bellows.round;
