/**
 * k-SALSA (Jeon et al., ECCV 2022, arXiv 2303.10824): group centroids that are optimised towards
 * the local texture of the members. {@link io.github.planfiji.ksalsa.KSalsa} is the front door.
 */
package io.github.planfiji.ksalsa;
