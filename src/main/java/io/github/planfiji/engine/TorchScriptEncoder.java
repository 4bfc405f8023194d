package io.github.planfiji.engine;

import ai.djl.ndarray.NDArray;

/** An encoder whose network answers with the latent itself, as one that answers in its spread. */
record TorchScriptEncoder(Classifier latent, LatentStatistics statistics) implements Classifier {

    @Override
    public int classes() {
        return latent.classes();
    }

    @Override
    public NDArray logits(NDArray images) {
        return statistics.standardize(latent.logits(images));
    }
}
