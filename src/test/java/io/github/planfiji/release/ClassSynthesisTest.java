package io.github.planfiji.release;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.planfiji.run.Seed;
import io.github.planfiji.walk.Margin;
import io.github.planfiji.walk.WalkOptions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The decisions, with made-up distances instead of walks. */
class ClassSynthesisTest {

    private static final Margin MARGIN = new Margin(0.5, 0.05, 10, "made up");
    private static final List<Pair> TRIANGLE =
            List.of(new Pair(0, 1), new Pair(1, 2), new Pair(0, 2));

    /** Notes the jobs; an image's distance is what the rule says. */
    private static final class Runner implements WalkRunner {

        interface Rule {
            double distance(WalkJob job, int step);
        }

        private final Rule rule;
        private final List<WalkJob> jobs = new ArrayList<>();

        Runner(Rule rule) {
            this.rule = rule;
        }

        @Override
        public List<Candidate> run(List<WalkJob> round) {
            jobs.addAll(round);
            List<Candidate> all = new ArrayList<>();
            for (WalkJob job : round)
                for (int step : job.steps())
                    all.add(
                            new Candidate(
                                    job.walk(),
                                    job.attempt(),
                                    job.pair(),
                                    step,
                                    new float[1],
                                    new ByteImage(1, 1, 1, new byte[1]),
                                    0,
                                    rule.distance(job, step)));
            return all;
        }
    }

    @Test
    void whereAllKeepTheMarginNothingIsRepeated() throws IOException {
        Runner runner = new Runner((job, step) -> 1);
        ClassSynthesis synthesis = synthesis(8, 6, false);
        assertThat(synthesis.run(runner)).hasSize(8);
        assertThat(synthesis.counts()).isEqualTo(new WalkCounts(3, 0, 8, 0, 0, 0, 0));
        assertThat(runner.jobs).extracting(WalkJob::pair).isEqualTo(TRIANGLE);
        assertThat(runner.jobs).allMatch(WalkJob::straightStart);
        assertThat(runner.jobs.stream().map(j -> j.steps().length)).containsExactly(2, 3, 3);
    }

    @Test
    void anOffenderIsWalkedAgainForItsOwnStepsOnly() throws IOException {
        Runner runner =
                new Runner((job, step) -> job.walk() == 1 && job.attempt() == 0 ? 0.5 : 0.6);
        ClassSynthesis synthesis = synthesis(6, 6, false);
        assertThat(synthesis.run(runner)).hasSize(6);
        assertThat(synthesis.counts()).isEqualTo(new WalkCounts(3, 0, 8, 2, 1, 2, 0));
        WalkJob again = runner.jobs.get(3);
        assertThat(again.walk()).isEqualTo(1);
        assertThat(again.attempt()).isEqualTo(1);
        assertThat(again.pair()).isEqualTo(TRIANGLE.get(1));
        assertThat(again.straightStart()).isFalse();
        assertThat(again.steps()).isEqualTo(runner.jobs.get(1).steps());
    }

    @Test
    void whatStaysInsideIsReplacedFromFurtherWalks() throws IOException {
        Runner runner = new Runner((job, step) -> job.walk() == 1 ? 0.1 : 1);
        ClassSynthesis synthesis = synthesis(6, 6, false);
        List<Candidate> kept = synthesis.run(runner);
        assertThat(kept).extracting(Candidate::walk).containsExactly(0, 0, 2, 2, 3, 3);
        assertThat(synthesis.counts()).isEqualTo(new WalkCounts(4, 1, 10, 4, 1, 0, 2));
        assertThat(runner.jobs.get(4).straightStart()).isFalse();
    }

    @Test
    void aStraightWalkIsNotWalkedAgain() throws IOException {
        Runner runner = new Runner((job, step) -> job.walk() == 1 ? 0.1 : 1);
        ClassSynthesis synthesis = synthesis(6, 6, true);
        assertThat(synthesis.run(runner)).hasSize(4);
        assertThat(synthesis.counts()).isEqualTo(new WalkCounts(3, 0, 6, 2, 0, 0, 2));
        assertThat(runner.jobs).allMatch(WalkJob::straightStart);
    }

    @Test
    void itGivesUpWhereNothingKeepsTheMargin() throws IOException {
        ClassSynthesis synthesis = synthesis(6, 6, false);
        assertThat(synthesis.run(new Runner((job, step) -> 0))).isEmpty();
        assertThat(synthesis.counts().walks()).isEqualTo(3);
        assertThat(synthesis.counts().rejected()).isEqualTo(6);
    }

    /** Zero images inside the margin leave, whatever the distances, and the counts add up. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void noImageInsideTheMarginIsEverKept(long seed) throws IOException {
        SplittableRandom random = new Seed(seed).stream("property");
        for (int round = 0; round < 250; round++) {
            int wanted = 1 + random.nextInt(60);
            double bad = random.nextDouble();
            ClassSynthesis synthesis =
                    synthesis(wanted, 3 + random.nextInt(12), random.nextInt(4) == 0);
            Runner runner =
                    new Runner(
                            (job, step) ->
                                    random.nextDouble() < bad
                                            ? 0.5 * random.nextDouble()
                                            : random.nextInt(8) == 0 ? 0.5 : 0.5001);
            List<Candidate> kept = synthesis.run(runner);
            WalkCounts counts = synthesis.counts();
            assertThat(kept).allMatch(c -> c.distance() > MARGIN.threshold());
            assertThat(kept.size()).isLessThanOrEqualTo(wanted);
            assertThat(kept.stream().map(c -> c.walk() + "/" + c.step())).doesNotHaveDuplicates();
            assertThat(counts.checked()).isEqualTo(kept.size() + counts.inside());
            assertThat(counts.rejected() + counts.rescued()).isLessThanOrEqualTo(counts.inside());
            assertThat(counts.walks() - counts.replacements())
                    .isEqualTo(Math.min(counts.walks(), synthesis.planned()));
        }
    }

    private static ClassSynthesis synthesis(int wanted, int steps, boolean straight) {
        ReleaseOptions options =
                ReleaseOptions.defaults()
                        .withWalk(WalkOptions.of(steps))
                        .withCourse(straight ? Course.STRAIGHT : Course.PLAN);
        return new ClassSynthesis(TRIANGLE, 3, wanted, options, MARGIN);
    }
}
