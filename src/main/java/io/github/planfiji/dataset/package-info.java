/** Image sets with classes and patients: readers, splits, and the phantom fundus photographs. */
package io.github.planfiji.dataset;
