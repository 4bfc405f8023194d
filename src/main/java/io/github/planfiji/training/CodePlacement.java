package io.github.planfiji.training;

import ai.djl.ndarray.NDArray;
import io.github.planfiji.dataset.ImageSet;
import io.github.planfiji.engine.StyleGan2Generator;
import io.github.planfiji.engine.StyleGan2Shape;
import io.github.planfiji.engine.Torch;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Keeps the codes of real images where the mapping network draws their class. Otherwise a generator
 * learns to rebuild in one place of the latent space and to draw in another: the aggregated
 * posterior must match the prior (Makhzani et al. 2015, Tolstikhin et al. 2018), here by the energy
 * distance of one class at a time.
 */
final class CodePlacement {

    /** Real images whose codes are compared. */
    private static final int CODES = 32;

    /** Drawn latents to compare with: the mapping network costs next to nothing. */
    private static final int DRAWN = 128;

    private final Torch torch;
    private final StyleGan2Shape shape;
    private final ImageSet set;
    private final StyleGan2Generator generator;
    private final EnergyDistance energy;

    CodePlacement(Torch torch, StyleGan2Shape shape, ImageSet set, StyleGan2Generator generator) {
        this.torch = torch;
        this.shape = shape;
        this.set = set;
        this.generator = generator;
        this.energy = new EnergyDistance(torch.ops());
    }

    /**
     * Images of one class, drawn with repetition; classes come as often as in the set. Of all
     * classes together if the generator is not told the class.
     */
    int[] classmates(SplittableRandom random) {
        int wanted = set.classOf(random.nextInt(set.size()));
        int[] candidates =
                IntStream.range(0, set.size())
                        .filter(i -> shape.classes() == 0 || set.classOf(i) == wanted)
                        .toArray();
        return random.ints(CODES, 0, candidates.length).map(i -> candidates[i]).toArray();
    }

    /**
     * How far codes lie from where their class is drawn; differentiable in the codes and by the
     * mapping network.
     *
     * @param codes offsets from the average w, [N,wDim]
     * @param condition their 0-based class
     */
    NDArray distance(NDArray codes, int condition, SplittableRandom random) {
        NDArray classes = null;
        if (shape.classes() > 0) {
            long[] same = new long[DRAWN];
            Arrays.fill(same, condition);
            classes = torch.indices(same);
        }
        NDArray drawn = generator.mapping(torch.normal(random, DRAWN, shape.zDim()), classes);
        return energy.between(codes, drawn.sub(generator.wMean()));
    }
}
