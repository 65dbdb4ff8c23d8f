/**
 * Losses, from logits, as weighted sums over rows with their gradients. A row's loss is the mean
 * over its outputs.
 */
package dev.bellows.loss;
