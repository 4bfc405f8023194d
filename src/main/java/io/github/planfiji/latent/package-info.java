/** Points and paths in the generator's latent space, as plain arrays: no engine, no images. */
package io.github.planfiji.latent;
