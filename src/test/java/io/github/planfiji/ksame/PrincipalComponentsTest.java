package io.github.planfiji.ksame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import io.github.planfiji.run.Progress;
import java.util.SplittableRandom;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.SingularValueDecomposition;
import org.junit.jupiter.api.Test;

class PrincipalComponentsTest {

    @Test
    void projectsAsTheSingularValueDecompositionDoes() {
        // 60 rows of 90 components whose spread falls by a fifth from one to the next
        SplittableRandom random = new SplittableRandom(4);
        float[][] rows = new float[60][90];
        for (float[] row : rows)
            for (int d = 0; d < row.length; d++)
                row[d] = (float) ((random.nextDouble() - 0.5) * Math.pow(0.8, d) + d % 3);
        int count = 8;
        PrincipalComponents basis =
                PrincipalComponents.of(rows, count, new SplittableRandom(9), Progress.SILENT);

        double[] mean = new double[90];
        for (float[] row : rows) for (int d = 0; d < 90; d++) mean[d] += row[d] / 60.0;
        RealMatrix centred = new Array2DRowRealMatrix(60, 90);
        for (int i = 0; i < 60; i++)
            for (int d = 0; d < 90; d++) centred.setEntry(i, d, rows[i][d] - mean[d]);
        RealMatrix axes =
                new SingularValueDecomposition(centred).getV().getSubMatrix(0, 89, 0, count - 1);
        RealMatrix expected = centred.multiply(axes).multiply(axes.transpose());
        for (int i = 0; i < 60; i++) {
            float[] projected = basis.project(rows[i]);
            for (int d = 0; d < 90; d++)
                assertThat((double) projected[d])
                        .isCloseTo(expected.getEntry(i, d) + mean[d], offset(1e-4));
        }
    }

    @Test
    void equalRowsProjectToThemselves() {
        float[][] rows = {{1, 2}, {1, 2}, {1, 2}};
        PrincipalComponents basis =
                PrincipalComponents.of(rows, 2, new SplittableRandom(1), Progress.SILENT);
        assertThat(basis.project(new float[] {1, 2})).containsExactly(1, 2);
    }
}
