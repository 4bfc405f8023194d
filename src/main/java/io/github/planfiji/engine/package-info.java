/**
 * Everything that touches the numerical engine (DJL on PyTorch): device choice, safe tensor
 * operations, weights and their files, networks, the model bundle.
 */
package io.github.planfiji.engine;
