package io.github.planfiji.audit.report;

import com.samskivert.mustache.Escapers;
import io.github.planfiji.dataset.JavaImage;
import io.github.planfiji.dataset.Picture;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import javax.imageio.ImageIO;

/** Pictures in a row that wraps with the page; they are held in the page itself. */
public final class ImageStrip {

    /**
     * Pictures that stand together over one line of text.
     *
     * @param pictures [C,H,W] in -1..1, side by side
     * @param text below them
     */
    public record Cell(List<Picture> pictures, String text) {}

    private ImageStrip() {}

    /** The strip as HTML. */
    public static String html(List<Cell> cells) {
        StringBuilder html = new StringBuilder("<div class=\"strip\">");
        for (Cell cell : cells) {
            html.append("<div class=\"cell\"><div class=\"pair\">");
            for (Picture picture : cell.pictures())
                html.append("<img alt=\"\" src=\"data:image/png;base64,")
                        .append(Base64.getEncoder().encodeToString(png(picture)))
                        .append("\">");
            html.append("</div><span>")
                    .append(Escapers.HTML.escape(cell.text()))
                    .append("</span></div>");
        }
        return html.append("</div>").toString();
    }

    private static byte[] png(Picture picture) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(JavaImage.rgb(picture), "png", bytes);
        } catch (IOException e) {
            throw new AssertionError("memory does not fail", e);
        }
        return bytes.toByteArray();
    }
}
