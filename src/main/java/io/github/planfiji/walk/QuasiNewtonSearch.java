package io.github.planfiji.walk;

import io.github.planfiji.latent.LatentPath;

/**
 * Limited-memory BFGS with backtracking (Nocedal and Wright 2006, algorithms 7.5 and 3.1) whose
 * every step solves the elastic band exactly; see {@link CurvatureMemory}.
 */
final class QuasiNewtonSearch implements PathSearch {

    /** Sufficient decrease, c1 of Nocedal and Wright. */
    private static final double DECREASE = 1e-4;

    /** Shorter steps that are tried before the search gives up. */
    private static final int TRIALS = 10;

    /** How much longer than the first step a later one may be. */
    private static final double LONGEST = 10;

    /** Of a sum of 32-bit losses, relative. */
    private static final double ROUNDING = 1e-7;

    private final PlanLoss loss;
    private final SearchLog log;
    private final CurvatureMemory memory;
    private final double firstStep;
    private final int dimension;

    /** Where the search stands. */
    private float[] point;

    private double value;
    private double[] gradient;

    /** Where it looks next: {@code share} of the direction away. */
    private double[] direction;

    private double slope;
    private double share;
    private int trials;
    private LatentPath trial;
    private boolean over;

    QuasiNewtonSearch(LatentPath start, WalkOptions options) {
        loss = new PlanLoss(start, options.loss().distanceOffset());
        log = new SearchLog(options.search());
        memory = new CurvatureMemory(start.dimension());
        firstStep = options.search().learningRate();
        dimension = start.dimension();
        trial = start;
    }

    @Override
    public float[][] wanted() {
        return over ? new float[0][] : PlanLoss.images(trial);
    }

    @Override
    public void tell(ImageTerms.Value images) {
        log.countImages(loss.interior());
        double found = loss.loss(trial, images);
        if (point == null) {
            PathSearch.requireFinite(found, 0);
            accept(loss.startInterior(), found, images);
        } else if (found <= value + DECREASE * share * slope) {
            float[] next = moved();
            double[] nextGradient = loss.gradient(trial, images);
            memory.add(difference(next, point), difference(nextGradient, gradient));
            accept(next, found, images);
        } else {
            shorten(found);
        }
    }

    private void accept(float[] next, double found, ImageTerms.Value images) {
        log.add(trial, found);
        point = next;
        value = found;
        gradient = loss.gradient(trial, images);
        over = log.isOver();
        if (!over) look();
    }

    private void look() {
        direction = memory.times(gradient);
        for (int i = 0; i < direction.length; i++) direction[i] = -direction[i];
        slope = CurvatureMemory.dot(gradient, direction);
        double limit = memory.isEmpty() ? firstStep : LONGEST * firstStep;
        share = Math.min(1, limit / greatestChange());
        trials = 0;
        trial = loss.path(moved());
        // what the step promises cannot be told from rounding
        over = -share * slope < ROUNDING * Math.abs(value);
    }

    /** To the lowest point of the parabola through what is known, within bounds. */
    private void shorten(double found) {
        if (++trials > TRIALS) {
            over = memory.isEmpty();
            memory.forget();
            if (!over) look();
            return;
        }
        double lowest = -slope * share * share / (2 * (found - value - slope * share));
        // also where the trial's loss is not a number
        share = lowest >= 0.1 * share && lowest <= 0.5 * share ? lowest : 0.25 * share;
        trial = loss.path(moved());
    }

    private float[] moved() {
        float[] next = new float[point.length];
        for (int i = 0; i < next.length; i++) next[i] = (float) (point[i] + share * direction[i]);
        return next;
    }

    /** The greatest root mean square of the components that a point moves by. */
    private double greatestChange() {
        double greatest = 0;
        for (int from = 0; from < direction.length; from += dimension) {
            double sum = 0;
            for (int i = from; i < from + dimension; i++) sum += direction[i] * direction[i];
            greatest = Math.max(greatest, Math.sqrt(sum / dimension));
        }
        return greatest;
    }

    private static double[] difference(float[] a, float[] b) {
        double[] result = new double[a.length];
        for (int i = 0; i < a.length; i++) result[i] = (double) a[i] - b[i];
        return result;
    }

    private static double[] difference(double[] a, double[] b) {
        double[] result = new double[a.length];
        for (int i = 0; i < a.length; i++) result[i] = a[i] - b[i];
        return result;
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
