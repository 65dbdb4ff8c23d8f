/**
 * Optimisers, schedules and what is done to a gradient before an update. Everything is a value; an
 * optimiser's state is an array that the caller owns, so that checkpoints and parallel updates need
 * no help from it.
 */
package dev.bellows.optim;
