/**
 * What must not go wrong: bad input, hostile models, faults, leaks. The table of what was tried is
 * docs/reliability.md.
 */
package io.github.planfiji.trust;
