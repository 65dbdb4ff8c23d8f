/**
 * Tables made up on the spot, for first steps, tests and measurements: churn, houses, demand,
 * digits, brackets, spirals and polynomials. A row depends on the generator, the seed and the row's
 * index alone, so that any number of tasks makes up the same table.
 */
package dev.bellows.data.generator;
