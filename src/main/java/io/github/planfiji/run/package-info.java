/** What every run shares: progress and cancel, user errors, seeded randomness, provenance. */
package io.github.planfiji.run;
