package io.github.planfiji.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.github.planfiji.engine.Ops;
import io.github.planfiji.engine.Torch;
import java.util.SplittableRandom;

/**
 * Differentiable augmentation of what the discriminator sees (Zhao et al. 2020, DiffAugment), each
 * kind applied to an image with probability p as in Karras et al. 2020b: mirror, shift up to an
 * eighth, brightness, contrast, saturation, cut-out of half the side.
 */
final class Augmentation {

    private final Torch torch;

    Augmentation(Torch torch) {
        this.torch = torch;
    }

    /** Images [N,C,H,W] augmented; differentiable in them. */
    NDArray apply(NDArray images, double p, SplittableRandom random) {
        if (p <= 0) return images;
        NDArray x = mirror(images, p, random);
        x = colour(x, p, random);
        x = shift(x, p, random);
        return cutOut(x, p, random);
    }

    private NDArray mirror(NDArray x, double p, SplittableRandom random) {
        NDArray mask = perImage(x, () -> random.nextDouble() < p && random.nextBoolean() ? 1 : 0);
        return x.add(x.flip(3).sub(x).mul(mask));
    }

    private NDArray colour(NDArray x, double p, SplittableRandom random) {
        NDArray brightness =
                perImage(x, () -> random.nextDouble() < p ? random.nextDouble() - 0.5 : 0);
        NDArray saturation =
                perImage(x, () -> random.nextDouble() < p ? 2 * random.nextDouble() : 1);
        NDArray contrast =
                perImage(x, () -> random.nextDouble() < p ? 0.5 + random.nextDouble() : 1);
        NDArray y = x.add(brightness);
        if (x.getShape().get(1) > 1) {
            NDArray grey = y.mean(new int[] {1}, true);
            y = grey.add(y.sub(grey).mul(saturation));
        }
        NDArray mean = torch.ops().imageMean(y);
        return mean.add(y.sub(mean).mul(contrast));
    }

    private NDArray shift(NDArray x, double p, SplittableRandom random) {
        int n = (int) x.getShape().get(0);
        int margin = (int) x.getShape().get(2) / 8;
        long[] dy = new long[n];
        long[] dx = new long[n];
        for (int i = 0; i < n; i++) {
            boolean shifted = random.nextDouble() < p;
            dy[i] = shifted ? random.nextInt(2 * margin + 1) - margin : 0;
            dx[i] = shifted ? random.nextInt(2 * margin + 1) - margin : 0;
        }
        Ops ops = torch.ops();
        return ops.shift(x, dy, dx, margin);
    }

    private NDArray cutOut(NDArray x, double p, SplittableRandom random) {
        int n = (int) x.getShape().get(0);
        int size = (int) x.getShape().get(2);
        float[] keep = new float[n * size * size];
        for (int i = 0; i < n; i++) {
            boolean cut = random.nextDouble() < p;
            int top = random.nextInt(size) - size / 4;
            int left = random.nextInt(size) - size / 4;
            for (int y = 0; y < size; y++)
                for (int c = 0; c < size; c++) {
                    boolean inside =
                            y >= top && y < top + size / 2 && c >= left && c < left + size / 2;
                    keep[(i * size + y) * size + c] = cut && inside ? 0 : 1;
                }
        }
        return x.mul(torch.array(keep, n, 1, size, size));
    }

    private NDArray perImage(NDArray x, java.util.function.DoubleSupplier draw) {
        int n = (int) x.getShape().get(0);
        float[] values = new float[n];
        for (int i = 0; i < n; i++) values[i] = (float) draw.getAsDouble();
        return torch.array(values, new Shape(n, 1, 1, 1).getShape());
    }
}
