package io.github.planfiji.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResizerTest {

    private static final Offset<Float> CLOSE = within(1e-6f);

    @Test
    void sameSizeKeepsValues() {
        Picture source = new Picture(1, 2, 2, new float[] {-1, -0.5f, 0.25f, 1});
        assertThat(Resizer.fit(source, 2, 1).chw()).containsExactly(source.chw());
    }

    @Test
    void shrinkingAveragesTheCoveredArea() {
        Picture source = new Picture(1, 2, 4, new float[] {0, 1, 0.5f, 0.5f, 1, 0, 0.5f, -0.5f});
        assertThat(Resizer.fit(source, 2, 1).chw())
                .containsExactly(new float[] {0.5f, 0.25f, -1, -1}, CLOSE);
    }

    @Test
    void shrinkingByAThirdSharesPixels() {
        Picture source =
                new Picture(1, 3, 3, new float[] {0, 0.3f, 0.6f, 0, 0.3f, 0.6f, 0, 0.3f, 0.6f});
        assertThat(Resizer.fit(source, 2, 1).chw())
                .containsExactly(new float[] {0.1f, 0.5f, 0.1f, 0.5f}, CLOSE);
    }

    @Test
    void enlargingIsBilinearWithRepeatedEdges() {
        Picture source = new Picture(1, 2, 2, new float[] {0, 1, 0, 1});
        float[] row = {0, 0.25f, 0.75f, 1};
        Picture large = Resizer.fit(source, 4, 1);
        for (int y = 0; y < 4; y++)
            for (int x = 0; x < 4; x++) assertThat(large.at(0, y, x)).isCloseTo(row[x], CLOSE);
    }

    @ParameterizedTest
    @CsvSource({"1,1", "1,7", "7,1", "5,3", "13,8", "8,13", "100,3"})
    void aConstantStaysConstantWithinThePicture(int width, int height) {
        float[] values = new float[width * height];
        java.util.Arrays.fill(values, 0.25f);
        Picture fitted = Resizer.fit(new Picture(1, height, width, values), 8, 1);
        double scale = 8.0 / Math.max(width, height);
        long inside =
                Math.max(1, Math.round(width * scale)) * Math.max(1, Math.round(height * scale));
        long filled = 0;
        for (float v : fitted.chw())
            if (Math.abs(v - 0.25f) < 1e-6) filled++;
            else assertThat(v).isEqualTo(-1f);
        assertThat(filled).isEqualTo(inside);
    }

    @Test
    void aFineChequerboardShrinksToItsMean() {
        float[] board = new float[60 * 60];
        for (int i = 0; i < board.length; i++) board[i] = (i / 60 + i) % 2 == 0 ? 1 : -1;
        for (float v : Resizer.fit(new Picture(1, 60, 60, board), 10, 1).chw())
            assertThat(v).isCloseTo(0, CLOSE);
    }

    @Test
    void aTallPictureIsCentredOnBlack() {
        Picture source = new Picture(1, 4, 2, new float[] {0, 0, 0, 0, 0, 0, 0, 0});
        Picture square = Resizer.fit(source, 4, 1);
        for (int y = 0; y < 4; y++)
            assertThat(
                            new float[] {
                                square.at(0, y, 0),
                                square.at(0, y, 1),
                                square.at(0, y, 2),
                                square.at(0, y, 3)
                            })
                    .containsExactly(-1, 0, 0, -1);
    }

    @Test
    void rgbBecomesGreyByLuma() {
        Picture rgb = new Picture(3, 1, 1, new float[] {1, -1, 0.5f});
        assertThat(Resizer.fit(rgb, 1, 1).at(0, 0, 0)).isCloseTo(0.299f - 0.587f + 0.057f, CLOSE);
    }

    @Test
    void greyBecomesRgbByRepetition() {
        Picture grey = new Picture(1, 1, 1, new float[] {0.5f});
        assertThat(Resizer.fit(grey, 1, 3).chw()).containsExactly(0.5f, 0.5f, 0.5f);
    }

    @Test
    void channelsAreScaledApart() {
        Picture rgb = new Picture(3, 2, 2, new float[] {0, 0, 0, 0, 1, 1, 1, 1, -1, 1, -1, 1});
        assertThat(Resizer.fit(rgb, 1, 3).chw()).containsExactly(new float[] {0, 1, 0}, CLOSE);
    }
}
