/**
 * The walk between two latent points: PLAN (Pennisi et al., MICCAI 2023) and the linear baseline.
 */
package io.github.planfiji.walk;
