package io.github.planfiji.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.planfiji.dataset.ImageSet;
import io.github.planfiji.dataset.phantom.PhantomOptions;
import io.github.planfiji.dataset.phantom.PhantomSet;
import io.github.planfiji.ksame.KSameOptions;
import io.github.planfiji.ksame.KSamePoint;
import io.github.planfiji.run.Progress;
import io.github.planfiji.session.Plan;
import io.github.planfiji.walk.WalkOptions;
import io.github.planfiji.walk.WalkResult;
import io.github.planfiji.walk.WalkStep;
import io.github.planfiji.walk.Walker;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the shipped model must be able to do. */
class SampleModelTest {

    private static final int PAIRS = 20;

    private static Plan plan;

    @BeforeAll
    static void open() throws Exception {
        plan = Plan.open(Path.of("sample-data/model"), "cpu");
    }

    @AfterAll
    static void close() {
        plan.close();
    }

    @Test
    void classifiersAreGoodOnHeldOutImages() {
        Map<String, Map<String, Double>> figures = plan.manifest().figures();
        assertThat(figures.get("identity").get("accuracy")).isGreaterThanOrEqualTo(0.95);
        assertThat(figures.get("condition").get("accuracy")).isGreaterThanOrEqualTo(0.90);
    }

    /**
     * Fixed groups, fixed options: 20 pairs of neighbouring k-same groups of one class. The ends
     * are the same in both walks, so what lies between them is compared.
     */
    @Test
    void planKeepsFartherFromRealPatientsThanTheStraightWalk() throws Exception {
        ImageSet reals = PhantomSet.generate(PhantomOptions.of(200, 8, 64, 1), Progress.SILENT);
        plan.measureAgainst(reals);
        List<KSamePoint> points = plan.anonymize(KSameOptions.of(5), Progress.SILENT).points();
        WalkOptions options = WalkOptions.of(8).withIterations(8);
        Means linear = new Means();
        Means bent = new Means();
        List<Walker.Ends> pairs = new ArrayList<>();
        for (int i = 0; i + 1 < points.size() && pairs.size() < PAIRS; i++) {
            KSamePoint from = points.get(i);
            KSamePoint to = points.get(i + 1);
            if (!from.condition().equals(to.condition())) continue;
            int label = plan.classIndex(from.condition());
            pairs.add(new Walker.Ends(from.code(), to.code(), label));
            linear.add(plan.walkLinear(from.code(), to.code(), label, options));
        }
        plan.walks(pairs, options, Progress.SILENT).forEach(bent::add);
        System.out.printf("%d pairs%n linear %s%n PLAN   %s%n", linear.pairs, linear, bent);
        assertThat(bent.pairs).isEqualTo(PAIRS);
        assertThat(bent.worst).isGreaterThan(linear.worst);
        assertThat(bent.confidence).isLessThan(linear.confidence);
        assertThat(bent.conditionProbability)
                .isGreaterThan(linear.conditionProbability - 0.01 * PAIRS);
    }

    /** Sums over walks, told as means. */
    private static final class Means {

        private int pairs;
        private double worst;
        private double worstWithEnds;
        private double confidence;
        private double conditionProbability;

        void add(WalkResult walk) {
            pairs++;
            worst += walk.worstDistanceBetweenEnds();
            worstWithEnds += walk.worstNearestRealDistance();
            confidence += walk.meanIdentityConfidence();
            conditionProbability +=
                    walk.steps().stream()
                            .mapToDouble(WalkStep::classProbability)
                            .average()
                            .orElse(0);
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "worst nearest-real distance %.4f between the ends, %.4f with them; identity confidence %.4f; class probability %.4f",
                    worst / pairs,
                    worstWithEnds / pairs,
                    confidence / pairs,
                    conditionProbability / pairs);
        }
    }
}
