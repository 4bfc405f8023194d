/**
 * From k-same points to a folder that one may release: which points are joined, the walks between
 * them, the images along them, the margin to real images, the files. Front door: {@link
 * io.github.planfiji.release.Release}.
 */
package io.github.planfiji.release;
