/**
 * k-same anonymisation: disjoint groups of at least k patients, one released aggregate a group, and
 * a certificate that an independent checker verifies. {@link io.github.planfiji.ksame.KSame} is the
 * front door.
 *
 * <p>Private, never to be released: {@link io.github.planfiji.ksame.Membership}, {@link
 * io.github.planfiji.ksame.MemberGroup}, {@link io.github.planfiji.ksame.PatientCode} and {@link
 * io.github.planfiji.ksame.KSameSources}.
 */
package io.github.planfiji.ksame;
