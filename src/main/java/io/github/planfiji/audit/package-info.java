/**
 * Attacks on released images. {@link io.github.planfiji.audit.ReidentificationCurve} tries to name
 * the patients behind k-same points.
 */
package io.github.planfiji.audit;
