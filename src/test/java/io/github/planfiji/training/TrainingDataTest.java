package io.github.planfiji.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.planfiji.dataset.ImageSet;
import io.github.planfiji.dataset.Sample;
import io.github.planfiji.run.UserException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TrainingDataTest {

    private static final ImageSet SET = Trainings.noise(24, 1);

    @Test
    void aSplitSharesNoPatientAndLosesNoImage() {
        TrainingData data = TrainingData.split(SET, 0.4, 1);
        assertThat(data.train().size() + data.unseen().size()).isEqualTo(24);
        assertThat(data.train().classes()).containsExactly("a", "b");
        Set<String> shared = new HashSet<>(data.train().patients());
        shared.retainAll(data.unseen().renumbered().patients());
        assertThat(shared).isEmpty();
        // patients of the training set are numbered without gaps
        assertThat(IntStream.range(0, data.train().size()).map(data.train()::patientOf).distinct())
                .hasSize(data.train().patients().size());
    }

    @Test
    void aPersonWithImagesOfTwoClassesStaysOnOneSide() {
        // faces with and without glasses, eight persons, three images each
        List<Sample> samples =
                IntStream.range(0, 24)
                        .mapToObj(
                                i ->
                                        new Sample(
                                                "" + i,
                                                i % 2 == 0 ? "glasses" : "none",
                                                "p" + i / 3))
                        .toList();
        ImageSet faces =
                new ImageSet(samples, IntStream.range(0, 24).mapToObj(SET::picture).toList());
        TrainingData data = TrainingData.split(faces, 0.4, 1);
        assertThat(data.train().classes()).containsExactly("glasses", "none");
        assertThat(data.train().size()).isEqualTo(3 * data.train().patients().size());
        assertThat(data.unseen().size()).isEqualTo(24 - data.train().size()).isPositive();
    }

    @Test
    void classesAreNumberedAlike() {
        ImageSet train = SET.subset(0, 1, 2, 3).renumbered();
        ImageSet unseen = SET.subset(6, 7).renumbered();
        assertThat(unseen.classOf(0)).isZero();
        TrainingData data = TrainingData.of(train, unseen);
        assertThat(data.unseen().size()).isEqualTo(2);
        assertThat(data.unseen().classOf(0)).isEqualTo(1);
        assertThat(data.unseen().picture(0)).isEqualTo(SET.picture(6));
    }

    @Test
    void sharedPatientsAreRefused() {
        assertThatThrownBy(() -> TrainingData.of(SET.subset(0, 2), SET.subset(3, 4)))
                .isInstanceOf(UserException.class)
                .hasMessageStartingWith("The training images and the unseen images share patients")
                .hasMessageNotContaining("p1");
    }

    @Test
    void aClassThatWasNotLearntIsRefused() {
        assertThatThrownBy(() -> TrainingData.of(SET.subset(0), SET.subset(2)))
                .isInstanceOf(UserException.class)
                .hasMessage(
                        "The unseen images have class \"b\", the training images have not (they have: a).");
    }

    @Test
    void aShareOutsideItsRangeIsRefused() {
        for (double share : new double[] {0, 0.9, Double.NaN})
            assertThatThrownBy(() -> TrainingData.split(SET, share, 1))
                    .isInstanceOf(UserException.class)
                    .hasMessage(
                            "The held-out share %s must lie between 0 and 0.9.".formatted(share));
    }
}
