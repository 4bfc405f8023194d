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
import java.nio.file.Path;
import java.util.List;
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

    /** Fixed groups, fixed options: 20 pairs of neighbouring k-same groups of one class. */
    @Test
    void planKeepsFartherFromRealPatientsThanTheStraightWalk() throws Exception {
        ImageSet reals = PhantomSet.generate(PhantomOptions.of(200, 8, 64, 1), Progress.SILENT);
        plan.measureAgainst(reals);
        List<KSamePoint> points = plan.anonymize(KSameOptions.of(5), Progress.SILENT).points();
        WalkOptions options = WalkOptions.of(8).withIterations(40);
        int pairs = 0;
        double[] worst = new double[2];
        double[] confidence = new double[2];
        for (int i = 0; i + 1 < points.size() && pairs < PAIRS; i++) {
            KSamePoint from = points.get(i);
            KSamePoint to = points.get(i + 1);
            if (!from.condition().equals(to.condition())) continue;
            int label = plan.classIndex(from.condition());
            WalkResult linear = plan.walkLinear(from.code(), to.code(), label, options);
            WalkResult bent = plan.walk(from.code(), to.code(), label, options, Progress.SILENT);
            worst[0] += linear.worstNearestRealDistance() / PAIRS;
            worst[1] += bent.worstNearestRealDistance() / PAIRS;
            confidence[0] += linear.meanIdentityConfidence() / PAIRS;
            confidence[1] += bent.meanIdentityConfidence() / PAIRS;
            pairs++;
        }
        System.out.printf(
                "%d pairs: worst nearest-real distance %.4f linear, %.4f PLAN; identity confidence %.4f linear, %.4f PLAN%n",
                pairs, worst[0], worst[1], confidence[0], confidence[1]);
        assertThat(pairs).isEqualTo(PAIRS);
        assertThat(worst[1]).isGreaterThan(worst[0]);
        assertThat(confidence[1]).isLessThan(confidence[0]);
    }
}
