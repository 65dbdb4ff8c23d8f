/**
 * A trained model: network, weights, preprocessing, labels and where they come from; its files
 * ({@code model.json} and {@code weights.safetensors}); and scoring, without Spark and without
 * Hadoop.
 */
package dev.bellows.model;
