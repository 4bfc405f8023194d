/**
 * Audits of released image sets: distances to real images, copies, membership attacks, fidelity and
 * diversity, and the distance along walks, gathered in a {@link
 * io.github.planfiji.audit.report.Report}. {@link io.github.planfiji.audit.Audit} is the front
 * door; networks are used in {@link io.github.planfiji.audit.FeatureSpaces} only. {@link
 * io.github.planfiji.audit.ReidentificationCurve} tries to name the patients behind k-same points.
 */
package io.github.planfiji.audit;
