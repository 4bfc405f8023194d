package io.github.planfiji.session;

import io.github.planfiji.dataset.ImageSet;
import io.github.planfiji.engine.Model;
import io.github.planfiji.engine.ModelManifest;
import io.github.planfiji.run.UserException;
import java.io.IOException;

/** Whether what a caller gives fits a model; what does not is refused with the remedy. */
record ModelInputs(Model model) {

    void requireEnds(float[] from, float[] to) throws IOException {
        int dimension = model.generator().wDim();
        UserException.require(
                from.length == dimension && to.length == dimension,
                "The end points have %d and %d components, the model's latents have %d: take points of this model.",
                from.length,
                to.length,
                dimension);
        requireLatent(from);
        requireLatent(to);
    }

    void requireLatent(float[] latent) throws IOException {
        int dimension = model.generator().wDim();
        UserException.require(
                latent.length == dimension,
                "A point has %d components, the model's latents have %d: take points of this model.",
                latent.length,
                dimension);
        for (float value : latent)
            UserException.require(
                    Float.isFinite(value),
                    "A point has the component %s: take points of this model.",
                    value);
    }

    void requireImages(ImageSet set) {
        ModelManifest manifest = model.manifest();
        int side = manifest.resolution();
        UserException.require(
                set.channels() == manifest.channels()
                        && set.height() == side
                        && set.width() == side,
                "The images are %d x %d x %d, the model's are %d x %d x %d: open the images at the model's size.",
                set.channels(),
                set.height(),
                set.width(),
                manifest.channels(),
                side,
                side);
    }

    /**
     * @return the same class
     */
    int requireClass(int classIndex) {
        ModelManifest manifest = model.manifest();
        UserException.require(
                classIndex >= 0 && classIndex < manifest.classes().size(),
                "Class number %d is none of the model's %d classes %s.",
                classIndex,
                manifest.classes().size(),
                manifest.classes());
        return classIndex;
    }
}
