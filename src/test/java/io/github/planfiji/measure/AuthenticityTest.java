package io.github.planfiji.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.planfiji.run.UserException;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class AuthenticityTest {

    @Test
    void comparesWithTheNeighbourOfTheNearestReal() {
        // 0 and 1 are 1 apart, 10 is 9 from its nearest
        float[][] real = {{0}, {1}, {10}};
        float[][] synthetic = {{-0.5f}, {-1.5f}, {7}, {19.5f}, {-1}};
        Authenticity authenticity = Authenticity.of(real, synthetic);
        // -1 is as far as the neighbour, which is not farther
        assertThat(authenticity.copied()).containsExactly(0, 2, 4);
        assertThat(authenticity.share()).isEqualTo(0.4);
    }

    @Test
    void plantedCopiesAreFound() {
        SplittableRandom random = new SplittableRandom(1);
        float[][] real = FeatureSets.normal(random, 300, 16);
        float[][] synthetic = FeatureSets.shifted(FeatureSets.normal(random, 100, 16), 5);
        assertThat(Authenticity.of(real, synthetic).share()).isEqualTo(1);
        synthetic[17] = real[250].clone();
        synthetic[80] = real[3].clone();
        Authenticity authenticity = Authenticity.of(real, synthetic);
        assertThat(authenticity.copied()).containsExactly(17, 80);
        assertThat(authenticity.share()).isEqualTo(0.98);
    }

    @Test
    void aSetOfCopiesHasNone() {
        float[][] real = FeatureSets.normal(new SplittableRandom(2), 50, 4);
        assertThat(Authenticity.of(real, FeatureSets.copy(real)).share()).isEqualTo(0);
    }

    @Test
    void theOrderOfRealImagesChangesNothing() {
        SplittableRandom random = new SplittableRandom(3);
        float[][] real = FeatureSets.normal(random, 100, 4);
        float[][] synthetic = FeatureSets.normal(random, 60, 4);
        Authenticity authenticity = Authenticity.of(real, synthetic);
        assertThat(authenticity.copied()).isNotEmpty().hasSizeLessThan(60);
        assertThat(
                        Authenticity.of(
                                FeatureSets.ordered(real, FeatureSets.permutation(random, 100)),
                                synthetic))
                .isEqualTo(authenticity);
    }

    @Test
    void oneRealImageIsRefused() {
        assertThatThrownBy(() -> Authenticity.of(new float[][] {{1}}, new float[][] {{1}}))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("The real set has 1 images");
    }
}
