package io.github.planfiji.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import io.github.planfiji.dataset.ImageSet;
import io.github.planfiji.engine.StyleGan2Generator;
import io.github.planfiji.engine.StyleGan2Shape;
import io.github.planfiji.engine.Torch;
import io.github.planfiji.engine.Weights;
import io.github.planfiji.testing.TinyModel;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class CodePlacementTest {

    private static final ImageSet SET = Trainings.noise(12, 3);

    private static Torch torch;

    @BeforeAll
    static void open() {
        torch = Torch.open("cpu");
    }

    @AfterAll
    static void close() {
        torch.close();
    }

    @Test
    void classmatesAreOfOneClassAndAllClassesComeUp() {
        CodePlacement placement = placement(2);
        SplittableRandom random = new SplittableRandom(1);
        TreeSet<Integer> seen = new TreeSet<>();
        for (int i = 0; i < 20; i++) {
            int[] classmates = placement.classmates(random);
            assertThat(Arrays.stream(classmates).map(SET::classOf).distinct().count()).isOne();
            seen.add(SET.classOf(classmates[0]));
        }
        assertThat(seen).containsExactly(0, 1);
        assertThat(Arrays.stream(placement(0).classmates(random)).map(SET::classOf).distinct())
                .as("a generator that knows no class")
                .containsExactlyInAnyOrder(0, 1);
    }

    @Test
    void codesDrawnOfTheClassAreInPlaceOthersAreNot() {
        StyleGan2Shape shape = TinyModel.shape(32, 3, 2);
        try (Weights weights = TinyModel.generatorWeights(torch, shape);
                NDScope scope = new NDScope()) {
            StyleGan2Generator generator = new StyleGan2Generator(torch, shape, weights);
            CodePlacement placement = new CodePlacement(torch, shape, SET, generator);
            long[] ones = new long[200];
            Arrays.fill(ones, 1);
            NDArray z = torch.normal(new SplittableRandom(2), 200, shape.zDim());
            NDArray codes = generator.mapping(z, torch.indices(ones)).sub(generator.wMean());
            SplittableRandom random = new SplittableRandom(3);
            double inPlace = placement.distance(codes, 1, random).getFloat();
            assertThat(inPlace).isCloseTo(0, within(0.03));
            assertThat(placement.distance(codes, 0, random).getFloat()).isGreaterThan(0.05f);
            NDArray huddled = torch.ops().scale(codes, 0.3);
            assertThat(placement.distance(huddled, 1, random).getFloat()).isGreaterThan(0.05f);
        }
    }

    private static CodePlacement placement(int classes) {
        return new CodePlacement(torch, TinyModel.shape(32, 3, classes), SET, null);
    }
}
