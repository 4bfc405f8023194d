/**
 * The ImageJ face: walks as stacks, curves, tables and figures; the bridge from ImageJ's menus and
 * macros to SciJava commands; progress in the status bar. Steps are numbered from 1 here, as
 * ImageJ's frames are.
 */
package io.github.planfiji.ij;
