package io.github.planfiji.ij;

import io.github.planfiji.dataset.Picture;
import io.github.planfiji.walk.WalkResult;
import net.imglib2.img.array.ArrayImg;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.img.basictypeaccess.array.FloatArray;
import net.imglib2.type.numeric.real.FloatType;

/** Walks as ImgLib2 images. */
public final class WalkImg {

    private WalkImg() {}

    /** The images of a walk, copied: axes [X,Y,C,T], values -1..1. */
    public static ArrayImg<FloatType, FloatArray> of(WalkResult walk) {
        Picture first = walk.steps().get(0).image();
        int size = first.chw().length;
        int steps = walk.steps().size();
        float[] values = new float[Math.multiplyExact(size, steps)];
        for (int t = 0; t < steps; t++)
            System.arraycopy(walk.steps().get(t).image().chw(), 0, values, t * size, size);
        return ArrayImgs.floats(values, first.width(), first.height(), first.channels(), steps);
    }
}
