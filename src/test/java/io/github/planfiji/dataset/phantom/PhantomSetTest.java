package io.github.planfiji.dataset.phantom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.planfiji.dataset.ImageSet;
import io.github.planfiji.dataset.Picture;
import io.github.planfiji.run.CanceledException;
import io.github.planfiji.run.Progress;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

class PhantomSetTest {

    private static final ImageSet SET = generate(PhantomOptions.of(12, 4, 64, 1));

    @Test
    void equalSeedsGiveEqualImagesAndOthersDoNot() {
        float[] first = SET.picture(0).chw();
        assertThat(generate(PhantomOptions.of(1, 1, 64, 1)).picture(0).chw()).isEqualTo(first);
        assertThat(generate(PhantomOptions.of(1, 1, 64, 2)).picture(0).chw()).isNotEqualTo(first);
    }

    /** Trained sample models know these very images: change them knowingly. */
    @Test
    void imagesAreTheSameOnEveryMachine() {
        CRC32 sum = new CRC32();
        for (int i = 0; i < SET.size(); i++)
            for (float v : SET.picture(i).chw()) sum.update(Math.round((v + 1) * 127.5f));
        assertThat(Long.toHexString(sum.getValue())).isEqualTo("bb8b929e");
    }

    @Test
    void patientsTakeTurnsInGrade() {
        assertThat(SET.classes()).containsExactly("healthy", "mild", "severe");
        assertThat(SET.patients()).hasSize(12).startsWith("p000", "p001");
        for (int c = 0; c < 3; c++) assertThat(SET.indicesOfClass(c)).hasSize(16);
        assertThat(SET.sample(7).name()).isEqualTo("mild/p001_right_1.png");
    }

    @Test
    void smallerSetIsPartOfLargerOne() {
        ImageSet small = generate(PhantomOptions.of(2, 3, 64, 1));
        for (int p = 0; p < 2; p++)
            for (int k = 0; k < 3; k++) {
                assertThat(small.sample(3 * p + k)).isEqualTo(SET.sample(4 * p + k));
                assertThat(small.picture(3 * p + k).chw()).isEqualTo(SET.picture(4 * p + k).chw());
            }
    }

    @Test
    void roundFieldOnBlackWithTheDiscAsItsBrightestPlace() {
        for (int i = 0; i < SET.size(); i++) {
            Picture p = SET.picture(i);
            assertThat(p.at(0, 0, 0)).isEqualTo(-1);
            assertThat(p.at(1, 63, 63)).isEqualTo(-1);
            assertThat(p.at(0, 32, 32)).isGreaterThan(-0.6f);
        }
        Picture healthy = SET.picture(0);
        int brightest = 0;
        for (int at = 0; at < 64 * 64; at++)
            if (healthy.chw()[64 * 64 + at] > healthy.chw()[64 * 64 + brightest]) brightest = at;
        assertThat(brightest % 64).isBetween(8, 22);
        assertThat(brightest / 64).isBetween(24, 40);
    }

    @Test
    void imagesOfOnePatientAreCloserThanThoseOfTwo() {
        double[] same = new double[2];
        double[] other = new double[2];
        for (int i = 0; i < SET.size(); i++)
            for (int j = 0; j < i; j++) {
                double[] sum = SET.patientOf(i) == SET.patientOf(j) ? same : other;
                sum[0] += distance(SET.picture(i), SET.picture(j));
                sum[1]++;
            }
        assertThat(same[0] / same[1]).isLessThan(0.6 * other[0] / other[1]);
    }

    @Test
    void lesionsShowInTheMaculaMoreWithEachGrade() {
        double[] spots = new double[3];
        for (int i = 0; i < SET.size(); i++) spots[SET.classOf(i)] += spots(SET.picture(i));
        assertThat(spots[1]).isGreaterThan(1.5 * spots[0]);
        assertThat(spots[2]).isGreaterThan(1.5 * spots[1]);
    }

    @Test
    void everySizeShowsTheSameScene() {
        Picture small = SET.picture(8);
        Picture large = generate(PhantomOptions.of(3, 1, 256, 1)).picture(2);
        assertThat(distance(small, shrunk(large, 4))).isEqualTo(0, within(0.02));
    }

    @Test
    void rightEyesAreMirroredWhenNotAligned() {
        ImageSet facing = generate(new PhantomOptions(1, 2, 64, 1, false));
        assertThat(facing.picture(0).chw()).isEqualTo(SET.picture(0).chw());
        for (int x = 0; x < 64; x++)
            assertThat(facing.picture(1).at(2, 30, x)).isEqualTo(SET.picture(1).at(2, 30, 63 - x));
    }

    @Test
    void stopsWhenAsked() {
        Progress stop =
                new Progress() {
                    @Override
                    public void report(String phase, long done, long total) {}

                    @Override
                    public boolean isCanceled() {
                        return true;
                    }
                };
        assertThatThrownBy(() -> PhantomSet.generate(PhantomOptions.of(1, 1, 64, 1), stop))
                .isInstanceOf(CanceledException.class);
    }

    private static ImageSet generate(PhantomOptions options) {
        return PhantomSet.generate(options, Progress.SILENT);
    }

    /** Mean absolute difference. */
    private static double distance(Picture a, Picture b) {
        double sum = 0;
        for (int i = 0; i < a.chw().length; i++) sum += Math.abs(a.chw()[i] - b.chw()[i]);
        return sum / a.chw().length;
    }

    /** How many macular pixels stand out in green from all of their surroundings. */
    private static int spots(Picture p) {
        int spots = 0;
        for (int y = 26; y < 44; y++)
            for (int x = 28; x < 48; x++) {
                float v = p.at(1, y, x);
                float left = v - p.at(1, y, x - 2);
                float right = v - p.at(1, y, x + 2);
                float above = v - p.at(1, y - 2, x);
                float below = v - p.at(1, y + 2, x);
                float least = Math.min(Math.min(left, right), Math.min(above, below));
                float most = Math.max(Math.max(left, right), Math.max(above, below));
                if (most < -0.06f || least > 0.06f) spots++;
            }
        return spots;
    }

    private static Picture shrunk(Picture p, int factor) {
        int size = p.width() / factor;
        float[] chw = new float[3 * size * size];
        for (int c = 0; c < 3; c++)
            for (int y = 0; y < p.height(); y++)
                for (int x = 0; x < p.width(); x++)
                    chw[(c * size + y / factor) * size + x / factor] +=
                            p.at(c, y, x) / (factor * factor);
        return new Picture(3, size, size, chw);
    }
}
