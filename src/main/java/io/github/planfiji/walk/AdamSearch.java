package io.github.planfiji.walk;

import io.github.planfiji.latent.ArrayAdam;
import io.github.planfiji.latent.LatentPath;

/** The published search: Adam at a fixed learning rate. */
final class AdamSearch implements PathSearch {

    private final PlanLoss loss;
    private final SearchLog log;
    private final ArrayAdam adam;
    private final double learningRate;
    private final float[] interior;
    private LatentPath path;
    private boolean over;

    AdamSearch(LatentPath start, WalkOptions options) {
        loss = new PlanLoss(start, options.loss().distanceOffset());
        log = new SearchLog(options.search());
        learningRate = options.search().learningRate();
        interior = loss.startInterior();
        adam = new ArrayAdam(interior.length);
        path = start;
    }

    @Override
    public float[][] wanted() {
        return over ? new float[0][] : PlanLoss.images(path);
    }

    @Override
    public void tell(ImageTerms.Value images) {
        log.countImages(loss.interior());
        double value = loss.loss(path, images);
        PathSearch.requireFinite(value, log.entries());
        log.add(path, value);
        over = log.isOver();
        if (over) return;
        adam.update(interior, loss.gradient(path, images), learningRate);
        path = loss.path(interior);
    }

    @Override
    public int iteration() {
        return log.iteration();
    }

    @Override
    public Outcome outcome() {
        return log.outcome();
    }
}
