package io.github.planfiji.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.planfiji.dataset.ImageSet;
import io.github.planfiji.dataset.Picture;
import io.github.planfiji.dataset.Sample;
import io.github.planfiji.run.UserException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HeldOutTest {

    @Test
    void identityHoldsOutImagesOfEveryPatient() {
        HeldOut cut = HeldOut.of(set(6, 4, 2), Target.IDENTITY, 0.25, 1);
        assertThat(cut.train().size()).isEqualTo(18);
        assertThat(cut.test().size()).isEqualTo(6);
        assertThat(patients(cut.test())).hasSize(6);
        assertThat(Target.IDENTITY.count(cut.test())).isEqualTo(6);
        assertThat(names(cut.train())).doesNotContainAnyElementsOf(names(cut.test()));
    }

    @Test
    void identityNeverTakesAPatientsLastImage() {
        HeldOut cut = HeldOut.of(set(3, 2, 2), Target.IDENTITY, 0.99, 1);
        assertThat(patients(cut.train())).hasSize(3);
        assertThatThrownBy(() -> HeldOut.of(set(3, 1, 2), Target.IDENTITY, 0.2, 1))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("No patient has two images");
    }

    @Test
    void conditionHoldsOutWholePatientsOfEveryCondition() {
        HeldOut cut = HeldOut.of(set(10, 3, 2), Target.CONDITION, 0.2, 1);
        assertThat(patients(cut.test())).hasSize(2);
        assertThat(patients(cut.train()))
                .hasSize(8)
                .doesNotContainAnyElementsOf(patients(cut.test()));
        assertThat(Target.CONDITION.labels(cut.test())).contains(0, 1);
    }

    @Test
    void conditionOfOnePatientIsRefusedByName() {
        assertThatThrownBy(() -> HeldOut.of(set(3, 3, 2), Target.CONDITION, 0.2, 1))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("Condition \"c1\" has images of one patient only");
    }

    @Test
    void theCutDependsOnTheSeedAlone() {
        ImageSet set = set(10, 4, 2);
        List<String> first = names(HeldOut.of(set, Target.IDENTITY, 0.25, 1).test());
        assertThat(names(HeldOut.of(set, Target.IDENTITY, 0.25, 1).test())).isEqualTo(first);
        assertThat(names(HeldOut.of(set, Target.IDENTITY, 0.25, 2).test())).isNotEqualTo(first);
    }

    @Test
    void aShareOutsideItsRangeIsRefused() {
        assertThatThrownBy(() -> HeldOut.of(set(4, 4, 2), Target.IDENTITY, 1, 1))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("1.0");
    }

    private static Set<String> patients(ImageSet set) {
        return IntStream.range(0, set.size())
                .mapToObj(i -> set.sample(i).patient())
                .collect(Collectors.toSet());
    }

    private static List<String> names(ImageSet set) {
        return IntStream.range(0, set.size()).mapToObj(i -> set.sample(i).name()).toList();
    }

    private static ImageSet set(int patients, int images, int classes) {
        List<Sample> samples = new ArrayList<>();
        List<Picture> pictures = new ArrayList<>();
        for (int p = 0; p < patients; p++)
            for (int i = 0; i < images; i++) {
                samples.add(new Sample(p + "_" + i, "c" + p % classes, "p" + p));
                pictures.add(new Picture(1, 1, 1, new float[1]));
            }
        return new ImageSet(samples, pictures);
    }
}
