package io.github.planfiji.walk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.planfiji.engine.Torch;
import io.github.planfiji.latent.ElasticBand;
import io.github.planfiji.latent.LatentPath;
import io.github.planfiji.run.Seed;
import io.github.planfiji.testing.FiniteDifferences;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** L_PLAN where a generator of two pixels and linear classifiers let it be written out. */
class PlanLossTest {

    private static final float[][] IDENTITY = {{3, -1}, {0, 2}, {-2, 0.5f}};
    private static final float[][] CONDITION = {{1, 1}, {-1, 2}};
    private static final int LABEL = 1;

    private static Torch torch;
    private static LinearNets.Matrix identity;
    private static LinearNets.Matrix condition;

    @BeforeAll
    static void open() {
        torch = Torch.open("cpu");
        identity = new LinearNets.Matrix(torch, IDENTITY);
        condition = new LinearNets.Matrix(torch, CONDITION);
    }

    @AfterAll
    static void close() {
        torch.close();
    }

    @Test
    void oneImageByHand() {
        // At the origin every posterior is uniform: no identity loss, class loss ln 2.
        ImageTerms.Value value =
                terms(LossOptions.published()).evaluate(new float[][] {{0, 0}}, new int[] {LABEL});
        assertThat(value.losses()[0]).isCloseTo(0.25 * Math.log(2), within(1e-7));
        // d CE / d logits = p - y = (0.5, -0.5); times the rows (1,1) and (-1,2)
        assertThat(value.gradient()[0]).containsExactly(new double[] {0.25, -0.125}, within(1e-7));
    }

    @ParameterizedTest
    @EnumSource(IdentityDirection.class)
    void lossAndGradientAreThoseOfTheFormula(IdentityDirection direction) {
        LossOptions options =
                LossOptions.published().withDirection(direction).withWeights(0.3, 0.7);
        float[] flat = flat();
        LatentPath path = path(flat);
        PlanLoss plan = new PlanLoss(path, 0);
        ImageTerms.Value images = images(path, options);
        assertThat(plan.loss(path, images)).isCloseTo(loss(flat, options), within(1e-6));
        double[] found = plan.gradient(path, images);
        double[] expected = FiniteDifferences.gradient(values -> loss(values, options), flat, 1e-4);
        assertThat(found).containsExactly(Arrays.copyOfRange(expected, 2, 12), within(1e-5));
    }

    @Test
    void aPixelOutsideTheRangeIsClampedAndHasNoGradient() {
        ImageTerms terms = terms(LossOptions.published());
        ImageTerms.Value far =
                terms.evaluate(new float[][] {{4, 0.5f}, {1, 0.5f}}, new int[] {LABEL, LABEL});
        assertThat(far.losses()[0]).isEqualTo(far.losses()[1]);
        assertThat(far.gradient()[0][0]).isZero();
        assertThat(far.gradient()[0][1]).isNotZero();
    }

    /** The authors' code: 0.1 times the mean divergence and once the mean class loss, by fours. */
    @Test
    void theDefaultWeightsEqualThePublishedChunksOfFour() {
        float[] flat = FiniteDifferences.normal(new Seed(2).stream("path"), 20);
        for (int i = 0; i < flat.length; i++) flat[i] /= 4;
        double expected = 0;
        for (int chunk = 1; chunk < 9; chunk += 4) {
            double divergence = 0;
            double crossEntropy = 0;
            for (int t = chunk; t < chunk + 4; t++) {
                double[] p = identity.logPosterior(flat[2 * t], flat[2 * t + 1]);
                divergence += -Math.log(3) - Arrays.stream(p).sum() / 3;
                crossEntropy -= condition.logPosterior(flat[2 * t], flat[2 * t + 1])[LABEL];
            }
            expected += 0.1 * divergence / 4 + crossEntropy / 4;
        }
        float[][] points = new float[10][];
        for (int t = 0; t < 10; t++) points[t] = Arrays.copyOfRange(flat, 2 * t, 2 * t + 2);
        LatentPath path = new LatentPath(points);
        expected += new ElasticBand(0).energy(path);
        ImageTerms.Value images = images(path, LossOptions.published());
        assertThat(new PlanLoss(path, 0).loss(path, images)).isCloseTo(expected, within(1e-6));
    }

    /** The formula on seven points in plain Java; the two ends count in the distance only. */
    private static double loss(float[] flat, LossOptions options) {
        double loss = new ElasticBand(0).energy(path(flat));
        for (int t = 1; t < 6; t++) {
            double[] log = identity.logPosterior(flat[2 * t], flat[2 * t + 1]);
            double divergence = 0;
            for (double value : log)
                divergence +=
                        options.direction() == IdentityDirection.UNIFORM_TO_POSTERIOR
                                ? -(Math.log(3) + value) / 3
                                : Math.exp(value) * (Math.log(3) + value);
            loss += options.identityWeight() * divergence;
            loss -=
                    options.classWeight()
                            * condition.logPosterior(flat[2 * t], flat[2 * t + 1])[LABEL];
        }
        return loss;
    }

    private static float[] flat() {
        float[] values = FiniteDifferences.normal(new Seed(1).stream("path"), 14);
        for (int i = 0; i < values.length; i++)
            values[i] = Math.max(-0.9f, Math.min(0.9f, values[i]));
        return values;
    }

    private static LatentPath path(float[] flat) {
        float[][] points = new float[7][];
        for (int t = 0; t < 7; t++) points[t] = Arrays.copyOfRange(flat, 2 * t, 2 * t + 2);
        return new LatentPath(points);
    }

    private static ImageTerms.Value images(LatentPath path, LossOptions options) {
        int[] labels = new int[path.steps() - 2];
        Arrays.fill(labels, LABEL);
        return terms(options).evaluate(PlanLoss.images(path), labels);
    }

    private static ImageTerms terms(LossOptions options) {
        return LinearNets.terms(torch, identity, condition, options);
    }
}
