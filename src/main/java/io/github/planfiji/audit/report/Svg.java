package io.github.planfiji.audit.report;

import com.samskivert.mustache.Escapers;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** Elements of a drawing, written one after the other; their looks are the page's style sheet. */
final class Svg {

    private final StringBuilder text = new StringBuilder();

    /**
     * @param label what the drawing shows, for readers who cannot see it
     */
    Svg(int width, int height, String label) {
        text.append(
                        "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\""
                                .formatted(width, height))
                .append(Escapers.HTML.escape(label))
                .append("\">");
    }

    Svg line(String style, double x1, double y1, double x2, double y2) {
        text.append("<line class=\"%s\" ".formatted(style));
        return attributes("x1", x1, "y1", y1, "x2", x2, "y2", y2);
    }

    Svg rectangle(String style, double x, double y, double width, double height) {
        text.append("<rect class=\"%s\" ".formatted(style));
        return attributes("x", x, "y", y, "width", width, "height", height);
    }

    Svg circle(String style, double x, double y, double radius) {
        text.append("<circle class=\"%s\" ".formatted(style));
        return attributes("cx", x, "cy", y, "r", radius);
    }

    /** A line through points, or with {@code closed} the area that it surrounds. */
    Svg path(String style, double[] x, double[] y, boolean closed) {
        text.append("<path class=\"%s\" d=\"".formatted(style));
        for (int i = 0; i < x.length; i++)
            text.append(i == 0 ? 'M' : 'L').append(number(x[i])).append(' ').append(number(y[i]));
        text.append(closed ? "Z\"/>" : "\"/>");
        return this;
    }

    /**
     * @param style may hold "end" or "middle" for the side that stands at x
     */
    Svg text(String style, double x, double y, String words) {
        text.append("<text class=\"%s\" x=\"%s\" y=\"%s\">".formatted(style, number(x), number(y)));
        text.append(Escapers.HTML.escape(words)).append("</text>");
        return this;
    }

    /** Text that reads upwards. */
    Svg textUp(String style, double x, double y, String words) {
        text.append(
                "<text class=\"%1$s\" transform=\"translate(%2$s %3$s) rotate(-90)\">"
                        .formatted(style, number(x), number(y)));
        text.append(Escapers.HTML.escape(words)).append("</text>");
        return this;
    }

    /** The drawing, finished. */
    String end() {
        return text + "</svg>";
    }

    private Svg attributes(Object... pairs) {
        for (int i = 0; i < pairs.length; i += 2)
            text.append(pairs[i]).append("=\"").append(number((double) pairs[i + 1])).append("\" ");
        text.append("/>");
        return this;
    }

    private static String number(double value) {
        return BigDecimal.valueOf(value)
                .setScale(1, RoundingMode.HALF_UP)
                .stripTrailingZeros()
                .toPlainString();
    }
}
