package io.github.planfiji.utility;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class ClassificationMeasuresTest {

    private static final Offset<Double> EXACT = within(1e-6);

    @Test
    void threeClassesByHand() {
        // answers 0 1 1 1 2 0: confusion (1 1 0), (0 2 0), (1 0 1)
        ClassificationMeasures m =
                ClassificationMeasures.of(
                        new int[] {0, 0, 1, 1, 2, 2},
                        new float[][] {
                            {1, 0, 0}, {0, 1, 0}, {0, 1, 0}, {0, 1, 0}, {0, 0, 1}, {1, 0, 0}
                        });
        assertThat(m.accuracy()).isCloseTo(4 / 6.0, EXACT);
        assertThat(m.balancedAccuracy()).isCloseTo((0.5 + 1 + 0.5) / 3, EXACT);
        assertThat(m.macroF1()).isCloseTo((0.5 + 0.8 + 2 / 3.0) / 3, EXACT);
        // weighted disagreement 1 + 4, expected 7
        assertThat(m.kappa()).isCloseTo(1 - 5 / 7.0, EXACT);
    }

    @Test
    void theAreaUnderTheCurveIsThatOfTheRanks() {
        // of the four pairs of a positive and a negative one three are in order
        ClassificationMeasures m =
                ClassificationMeasures.of(
                        new int[] {0, 0, 1, 1},
                        new float[][] {{0, -2.2f}, {0, -0.4f}, {0, -0.6f}, {0, 1.4f}});
        assertThat(m.auc()).isCloseTo(0.75, EXACT);
    }

    @Test
    void theAreaIsTheMeanOfEachClassAgainstTheRest() {
        // class 0: 1, class 1: one pair of two in order, class 2: 1
        ClassificationMeasures m =
                ClassificationMeasures.of(
                        new int[] {0, 1, 2},
                        new float[][] {
                            logs(0.6, 0.3, 0.1), logs(0.2, 0.2, 0.6), logs(0.1, 0.1, 0.8)
                        });
        assertThat(m.auc()).isCloseTo(2.5 / 3, EXACT);
    }

    private static float[] logs(double... probabilities) {
        float[] logits = new float[probabilities.length];
        for (int i = 0; i < logits.length; i++) logits[i] = (float) Math.log(probabilities[i]) + 7;
        return logits;
    }

    @Test
    void aConstantAnswerIsWorthNothing() {
        ClassificationMeasures m =
                ClassificationMeasures.of(new int[] {0, 1}, new float[][] {{3, 0}, {3, 0}});
        assertThat(m.accuracy()).isEqualTo(0.5);
        assertThat(m.balancedAccuracy()).isEqualTo(0.5);
        assertThat(m.auc()).isEqualTo(0.5);
        assertThat(m.macroF1()).isCloseTo(1 / 3.0, EXACT);
        assertThat(m.kappa()).isCloseTo(0, EXACT);
    }

    @Test
    void perfectAndReversedGrades() {
        float[][] logits = {{9, 0, 0}, {0, 9, 0}, {0, 0, 9}};
        ClassificationMeasures right = ClassificationMeasures.of(new int[] {0, 1, 2}, logits);
        assertThat(right.asMap().values()).allMatch(v -> v == 1);
        ClassificationMeasures reversed = ClassificationMeasures.of(new int[] {2, 1, 0}, logits);
        assertThat(reversed.kappa()).isCloseTo(-1, EXACT);
    }

    @Test
    void surePosteriorsAreStillRanked() {
        // both probabilities of class 1 are exactly 1 as floating-point numbers
        ClassificationMeasures m =
                ClassificationMeasures.of(new int[] {0, 1}, new float[][] {{0, 300}, {0, 400}});
        assertThat(m.auc()).isEqualTo(1);
    }

    @Test
    void oneClassAloneHasNoCurve() {
        ClassificationMeasures m =
                ClassificationMeasures.of(new int[] {1, 1}, new float[][] {{0, 1}, {0, 2}});
        assertThat(m.auc()).isNaN();
        assertThat(m.kappa()).isNaN();
        assertThat(m.accuracy()).isEqualTo(1);
    }

    @Test
    void lossesAreTheCrossEntropy() {
        double[] losses =
                LogOdds.losses(new float[][] {{0, 0}, {1000, 0}, {1000, 0}}, new int[] {1, 0, 1});
        assertThat(losses[0]).isCloseTo(Math.log(2), EXACT);
        assertThat(losses[1]).isZero();
        assertThat(losses[2]).isEqualTo(1000);
    }
}
