/**
 * What is counted while a network is evaluated, mergeable in any engine, and the metrics computed
 * from it.
 */
package dev.bellows.metric;
