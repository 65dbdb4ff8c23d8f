/**
 * Layers and the network they form. A layer owns sizes, never weights: parameters and gradients are
 * flat {@code float[]} and a layer is handed the offset of its slice. All matrices are row-major;
 * {@code rows} is the rows of the slice at hand.
 */
package dev.bellows.nn;
