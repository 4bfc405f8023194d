/**
 * Procedural colour fundus photographs with known patients and retinopathy grades, so that the
 * whole way from training to audit runs without a private image. {@link
 * io.github.planfiji.dataset.phantom.PhantomSet} is the front door.
 *
 * <p>Retinal coordinates: the origin is the middle of the field of view, 1 is half the frame's
 * side, x grows to the right and y downwards. Left eyes have their optic disc on the left.
 */
package io.github.planfiji.dataset.phantom;
