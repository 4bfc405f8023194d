package io.github.planfiji.dataset.phantom;

/** Smooth falloffs made of polynomials: equal on every machine, and cheap. */
final class Kernel {

    private Kernel() {}

    /** A hump of height 1 at 0 that reaches 0 at 1; takes the squared distance. */
    static double hump(double squared) {
        if (squared >= 1) return 0;
        double a = 1 - squared;
        return a * a;
    }

    /** From 0 at t = 0 to 1 at t = 1, flat at both ends and beyond. */
    static double smooth(double t) {
        double c = clamp(t);
        return c * c * (3 - 2 * c);
    }

    /** 1 well inside an edge, 0 well outside it. */
    static double inside(double radius, double distance, double edgeWidth) {
        return smooth(0.5 + (radius - distance) / edgeWidth);
    }

    static double mix(double a, double b, double t) {
        return a + (b - a) * t;
    }

    static double clamp(double v) {
        return v < 0 ? 0 : v > 1 ? 1 : v;
    }
}
