/**
 * What a data set is worth for training: a classifier is trained on it and tested on real images
 * that nothing saw. The front door is {@link io.github.planfiji.utility.UtilityStudy}.
 */
package io.github.planfiji.utility;
