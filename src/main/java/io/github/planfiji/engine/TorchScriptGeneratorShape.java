package io.github.planfiji.engine;

import io.github.planfiji.run.UserException;

/**
 * What a TorchScript generator takes and gives. Its images have the resolution and channels of the
 * model's manifest.
 *
 * @param latent "z": the network takes standard normal z, and walks are in z; "w": it takes w, and
 *     the model has a part "mapping" from z [N,zDim] (and classes [N,classes], one-hot) to w
 *     [N,wDim]
 * @param zDim components of z
 * @param wDim components of w; for a latent z the same as {@code zDim}, or 0
 * @param classes that the mapping distinguishes, 0 if it takes z alone
 * @param copies 0 if the network takes w [N,wDim]; else it takes so many equal layers
 *     [N,copies,wDim]
 * @param range of its images, -1..1 if not given
 */
public record TorchScriptGeneratorShape(
        String latent, int zDim, int wDim, int classes, int copies, ImageRange range) {

    public TorchScriptGeneratorShape {
        UserException.require(
                "z".equals(latent) || "w".equals(latent),
                "The latent is \"%s\": use \"z\", or \"w\" with a mapping network.",
                latent);
        if (latent.equals("z") && wDim == 0) wDim = zDim;
        UserException.require(
                zDim > 0 && wDim > 0, "Latent sizes %d and %d must be positive.", zDim, wDim);
        UserException.require(
                latent.equals("w") || (wDim == zDim && classes == 0),
                "A generator that takes z has no mapping: w has the size of z, classes are 0.");
        UserException.require(
                classes >= 0 && copies >= 0,
                "Classes (%d) and copies (%d) must not be negative.",
                classes,
                copies);
        if (range == null) range = ImageRange.SYMMETRIC;
    }

    /** A generator of images in -1..1 from standard normal z [N,zDim]. */
    public static TorchScriptGeneratorShape ofZ(int zDim) {
        return new TorchScriptGeneratorShape("z", zDim, zDim, 0, 0, ImageRange.SYMMETRIC);
    }

    boolean hasMapping() {
        return latent.equals("w");
    }
}
