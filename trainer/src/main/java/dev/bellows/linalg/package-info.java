/**
 * Linear algebra on flat arrays: {@code Blas}, the one door to the BLAS library, and the plain
 * loops that define every element-wise function. Knows neither networks nor Spark.
 */
package dev.bellows.linalg;
