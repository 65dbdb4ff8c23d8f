/**
 * What a run tells its user: progress on the terminal, metrics as lines of JSON, and the manifest
 * that ends a run.
 */
package dev.bellows.report;
