package io.github.planfiji.ij;

import ij.ImagePlus;
import ij.process.ImageProcessor;
import io.github.planfiji.dataset.Picture;
import java.awt.Color;
import java.util.List;

/** Many pictures on one sheet. */
public final class ContactSheet {

    private static final int GAP = 2;

    private ContactSheet() {}

    /**
     * The pictures row by row in a near-square grid, thin white lines between; 8-bit grey or RGB.
     *
     * @param pictures at least one, all of one size
     */
    public static ImagePlus of(String title, List<Picture> pictures) {
        return of(title, pictures, (int) Math.ceil(Math.sqrt(pictures.size())));
    }

    /**
     * The same with a given number of columns.
     *
     * @param columns at least 1
     */
    public static ImagePlus of(String title, List<Picture> pictures, int columns) {
        Picture first = pictures.get(0);
        int rows = (pictures.size() + columns - 1) / columns;
        int stepX = first.width() + GAP;
        int stepY = first.height() + GAP;
        ImageProcessor sheet =
                Planes.display(first).createProcessor(columns * stepX - GAP, rows * stepY - GAP);
        sheet.setColor(Color.WHITE);
        sheet.fill();
        for (int i = 0; i < pictures.size(); i++)
            sheet.insert(Planes.display(pictures.get(i)), i % columns * stepX, i / columns * stepY);
        return new ImagePlus(title, sheet);
    }
}
