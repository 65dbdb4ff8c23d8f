/**
 * What runs on Spark: sources that deliver typed rows, the shuffle that deals them into shards, and
 * the engines. Spark's classes are known here, in {@code ml} and in {@code job}, nowhere else.
 */
package dev.bellows.spark;
