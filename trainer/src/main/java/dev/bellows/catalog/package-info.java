/**
 * Named values: layers, activations, initialisers, losses, optimisers and schedules each have a
 * catalog, from which job specs, model files and documentation are read and written. A catalog
 * stands in the package of its values.
 */
package dev.bellows.catalog;
