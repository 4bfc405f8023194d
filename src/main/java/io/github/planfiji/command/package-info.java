/** One SciJava command a menu entry: parameters, one call, outputs. */
package io.github.planfiji.command;
