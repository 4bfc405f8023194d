package io.github.planfiji.dataset.phantom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.planfiji.run.UserException;
import org.junit.jupiter.api.Test;

class PhantomOptionsTest {

    @Test
    void eyesAreAlignedUnlessAskedOtherwise() {
        assertThat(PhantomOptions.of(3, 2, 64, 1).aligned()).isTrue();
    }

    @Test
    void saysWhichValueIsOutOfRangeAndWhatToChoose() {
        assertThatThrownBy(() -> PhantomOptions.of(3, 2, 16, 1))
                .isInstanceOf(UserException.class)
                .hasMessage("The image size in pixels of a phantom set is 16: choose 32 to 1024.");
        assertThatThrownBy(() -> PhantomOptions.of(0, 2, 64, 1))
                .hasMessage("The number of patients of a phantom set is 0: choose 1 to 100000.");
        assertThatThrownBy(() -> PhantomOptions.of(3, 1001, 64, 1))
                .hasMessageContaining("images per patient of a phantom set is 1001");
    }
}
