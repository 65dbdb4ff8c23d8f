/**
 * Rows on their way from a source to a mini-batch: typed rows and their identity, fitted
 * preprocessing, packed batches, shards and the order in which an epoch visits them. Everything
 * here decides bits and nothing here knows where it runs.
 */
package dev.bellows.data;
