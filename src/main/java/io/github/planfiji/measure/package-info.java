/**
 * Measures between sets of feature vectors: nearest neighbours, kernel and Fréchet distance,
 * precision, recall, density, coverage and authenticity. A set is a {@code float[N][F]}: N images,
 * F features of the same network for each. State the network beside every figure.
 *
 * <p>A distance proves no privacy by itself (arXiv 2505.01524): report attacks beside it.
 */
package io.github.planfiji.measure;
