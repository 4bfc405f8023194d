package io.github.planfiji.ij;

import static org.assertj.core.api.Assertions.assertThat;

import ij.ImagePlus;
import ij.gui.Plot;
import ij.process.ImageProcessor;
import io.github.planfiji.testing.Walks;
import io.github.planfiji.walk.WalkResult;
import java.util.List;
import org.junit.jupiter.api.Test;

class WalkFigureTest {

    private static final List<WalkResult> WALKS =
            List.of(Walks.of("linear", 3, 5), Walks.of("plan", 3, 5));

    @Test
    void plotsDrawALineAWalk() {
        Plot plot = WalkPlot.distance(WALKS);
        assertThat(plot.getDataObjectArrays(0)[0]).containsExactly(1, 2, 3, 4, 5);
        assertThat(plot.getDataObjectArrays(1)[1]).containsExactly(0.5f, 1.5f, 2.5f, 3.5f, 4.5f);
        assertThat(plot.getLimits()).startsWith(1, 5, 0);
        assertThat(WalkPlot.identity(WALKS).getDataObjectArrays(0)[1]).containsOnly(0.25f);
    }

    @Test
    void theFigureShowsStripsAndBothCurves() {
        ImagePlus figure = WalkFigure.of(WALKS, 3);
        assertThat(figure.getWidth()).isEqualTo(1200);
        int plan = WalkPlot.color("plan").getRGB();
        ImageProcessor page = figure.getProcessor();
        int strip = page.getHeight() - 560;
        assertThat(rowsWith(page, plan, 0, strip)).as("name beside the strip").isPositive();
        assertThat(rowsWith(page, plan, strip, page.getHeight())).as("curves").isGreaterThan(40);
    }

    @Test
    void theContactSheetIsAGrid() {
        ImagePlus sheet =
                ContactSheet.of(
                        "samples",
                        List.of(Walks.picture(1, 0), Walks.picture(1, 1), Walks.picture(1, 2)));
        assertThat(sheet.getWidth()).isEqualTo(5 + 2 + 5);
        assertThat(sheet.getHeight()).isEqualTo(4 + 2 + 4);
        assertThat(sheet.getProcessor().get(0, 0)).isZero();
        assertThat(sheet.getProcessor().get(5, 0)).isEqualTo(255);
        assertThat(sheet.getProcessor().get(7, 0)).isEqualTo(20);
        assertThat(sheet.getProcessor().get(0, 6)).isEqualTo(40);
        assertThat(sheet.getProcessor().get(7, 6)).as("an empty place is white").isEqualTo(255);
    }

    @Test
    void colourSheetsAreRgb() {
        ImagePlus sheet = ContactSheet.of("samples", List.of(Walks.picture(3, 0)));
        assertThat(sheet.getProcessor().get(1, 0) & 0xffffff).isEqualTo(1 << 16 | 21 << 8 | 41);
    }

    private static int rowsWith(ImageProcessor page, int color, int from, int to) {
        int rows = 0;
        for (int y = from; y < to; y++)
            for (int x = 0; x < page.getWidth(); x++)
                if ((page.get(x, y) & 0xffffff) == (color & 0xffffff)) {
                    rows++;
                    break;
                }
        return rows;
    }
}
