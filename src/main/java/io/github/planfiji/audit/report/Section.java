package io.github.planfiji.audit.report;

import java.util.List;

/**
 * A part of a report on one subject.
 *
 * @param title a few words
 * @param text what is measured and how to read it, as plain text
 * @param checks questions with a yes or no; they go into the verdict
 * @param rows the figures
 * @param graphics pictures, private ones among them
 */
public record Section(
        String title,
        String text,
        List<Check> checks,
        List<Measured> rows,
        List<Graphic> graphics) {

    public Section {
        checks = List.copyOf(checks);
        rows = List.copyOf(rows);
        graphics = List.copyOf(graphics);
    }
}
