/** Trainers of the networks: checkpointed, resumable to the bit, cancelable. */
package io.github.planfiji.training;
