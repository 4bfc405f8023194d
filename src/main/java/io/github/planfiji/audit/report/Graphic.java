package io.github.planfiji.audit.report;

/**
 * A picture of a report.
 *
 * @param caption a sentence or two, as plain text
 * @param markup SVG or HTML that refers to nothing outside of itself, with all texts escaped
 * @param isPrivate whether it shows anything of a single patient, so that it must stay in the house
 */
public record Graphic(String caption, String markup, boolean isPrivate) {

    /** A graphic that may be shown to anyone. */
    public static Graphic shareable(String caption, String markup) {
        return new Graphic(caption, markup, false);
    }

    /** A graphic for the private report only. */
    public static Graphic confidential(String caption, String markup) {
        return new Graphic(caption, markup, true);
    }
}
