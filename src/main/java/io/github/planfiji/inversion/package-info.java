/** Real images into the latent space W: encoder start, then optimisation. */
package io.github.planfiji.inversion;
