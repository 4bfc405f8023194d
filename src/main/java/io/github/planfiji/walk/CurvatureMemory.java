package io.github.planfiji.walk;

import io.github.planfiji.latent.BandSolver;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/**
 * The inverse Hessian of L_PLAN as limited-memory BFGS knows it from the last steps (Nocedal and
 * Wright 2006, algorithm 7.4). Its first guess is the exact Hessian of the elastic band plus a
 * multiple of the identity for the image terms: their curvature along the last step.
 */
final class CurvatureMemory {

    private static final int LENGTH = 10;

    /** A guess before the first step: of the order of the band's own stiffness. */
    private static final double FIRST_STIFFNESS = 1;

    private static final double LEAST_STIFFNESS = 0.01;

    private final int dimension;
    private final Deque<Pair> pairs = new ArrayDeque<>();
    private double stiffness = FIRST_STIFFNESS;

    /**
     * @param dimension components of a point
     */
    CurvatureMemory(int dimension) {
        this.dimension = dimension;
    }

    private record Pair(double[] step, double[] change, double product) {}

    /** Whether it knows no step. */
    boolean isEmpty() {
        return pairs.isEmpty();
    }

    void forget() {
        pairs.clear();
    }

    /**
     * Learns from a step; one along which the loss is not convex is left out.
     *
     * @param step change of the interior
     * @param change of the gradient
     */
    void add(double[] step, double[] change) {
        double squared = dot(step, step);
        double product = dot(step, change);
        if (product <= 1e-10 * squared) return;
        double images = (product - dot(step, BandSolver.multiply(step, dimension))) / squared;
        stiffness = Math.max(images, LEAST_STIFFNESS);
        if (pairs.size() == LENGTH) pairs.removeFirst();
        pairs.addLast(new Pair(step, change, product));
    }

    /** The inverse Hessian times a gradient. */
    double[] times(double[] gradient) {
        double[] q = gradient.clone();
        double[] shares = new double[pairs.size()];
        int i = shares.length;
        for (Iterator<Pair> newest = pairs.descendingIterator(); newest.hasNext(); ) {
            Pair pair = newest.next();
            shares[--i] = dot(pair.step, q) / pair.product;
            add(q, pair.change, -shares[i]);
        }
        double[] result = BandSolver.solve(q, dimension, stiffness);
        for (Pair pair : pairs) {
            double share = shares[i++] - dot(pair.change, result) / pair.product;
            add(result, pair.step, share);
        }
        return result;
    }

    static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) sum += a[i] * b[i];
        return sum;
    }

    private static void add(double[] target, double[] values, double factor) {
        for (int i = 0; i < target.length; i++) target[i] += factor * values[i];
    }
}
