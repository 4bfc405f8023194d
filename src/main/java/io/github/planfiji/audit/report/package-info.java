/**
 * What an audit found, for people and programs: a report of sections, each with figures, checks and
 * graphics, written as one self-contained HTML page, JSON and CSV. Anyone may add a section.
 */
package io.github.planfiji.audit.report;
