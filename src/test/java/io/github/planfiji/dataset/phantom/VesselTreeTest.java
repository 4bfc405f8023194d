package io.github.planfiji.dataset.phantom;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.planfiji.run.Seed;
import org.junit.jupiter.api.Test;

class VesselTreeTest {

    @Test
    void trunksLeaveTheDiscAndBranchesSpareTheFovea() {
        for (int p = 0; p < 20; p++) {
            Seed seed = new Seed(p);
            Patient patient = Patient.draw(new Draw(seed.stream("traits")));
            var tree = VesselTree.grow(patient, new Draw(seed.stream("vessels")));
            assertThat(tree.stream().filter(Vessel::trunk)).hasSize(10);
            assertThat(tree).hasSizeGreaterThan(30);
            for (Vessel v : tree) {
                int end = v.length() - 1;
                assertThat(v.radius()[end]).isLessThan(v.radius()[0]).isPositive();
                if (v.trunk())
                    assertThat(far(v, 0, patient.discX(), patient.discY()))
                            .isLessThan(patient.discRadius());
                else
                    assertThat(far(v, end, patient.maculaX(), patient.maculaY()))
                            .isGreaterThan(0.1);
            }
        }
    }

    private static double far(Vessel v, int i, double x, double y) {
        return Math.hypot(v.x()[i] - x, v.y()[i] - y);
    }
}
