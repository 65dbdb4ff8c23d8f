/**
 * What a model's answers depend on: permutation importance of the columns, and integrated gradients
 * of the inputs.
 */
package dev.bellows.explain;
