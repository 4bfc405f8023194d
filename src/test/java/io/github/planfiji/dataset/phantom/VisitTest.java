package io.github.planfiji.dataset.phantom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.planfiji.run.Seed;
import org.junit.jupiter.api.Test;

class VisitTest {

    @Test
    void frameAndRetinaAreInverse() {
        Visit visit = Visit.draw(new Draw(new Seed(3).stream("camera")));
        double u = visit.frameX(0.4, -0.7);
        double v = visit.frameY(0.4, -0.7);
        assertThat(visit.retinaX(u, v)).isEqualTo(0.4, within(1e-12));
        assertThat(visit.retinaY(u, v)).isEqualTo(-0.7, within(1e-12));
    }
}
