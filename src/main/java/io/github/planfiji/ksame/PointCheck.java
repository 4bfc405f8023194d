package io.github.planfiji.ksame;

import io.github.planfiji.ksame.KSameMethod.Derivation;
import io.github.planfiji.ksame.KSamePoint.Share;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The checker's part about points: what they are made of, and that they are what they claim. */
final class PointCheck {

    /** Relative to the longest code: points are rounded to single precision. */
    private static final double TOLERANCE = 1e-6;

    private final Certificate certificate;
    private final CheckedGroups groups;
    private final List<KSamePoint> points;
    private final List<String> breaches;
    private final Map<Integer, String> conditions = new HashMap<>();

    PointCheck(
            Certificate certificate,
            CheckedGroups groups,
            List<KSamePoint> points,
            List<String> breaches) {
        this.certificate = certificate;
        this.groups = groups;
        this.points = points;
        this.breaches = breaches;
        for (Certificate.Group row : certificate.groups())
            conditions.put(row.group(), row.condition());
    }

    void run() {
        expect("all points are counted right", certificate.points() == points.size());
        boolean interpolated = certificate.derivation() == Derivation.INTERPOLATION;
        if (!interpolated) expect("each group gives one point", points.size() == groups.count());
        for (int i = 0; i < points.size(); i++) {
            KSamePoint p = points.get(i);
            expect("point %d has its number".formatted(i + 1), p.number() == i + 1);
            if (!interpolated)
                expect(
                        "point %d is of its own group".formatted(i + 1),
                        p.shares().equals(List.of(new Share(i + 1, 1))));
            if (checkShares(p)) checkCode(p);
        }
        if (certificate.derivation() == Derivation.PROJECTION && breaches.isEmpty())
            checkProjection();
    }

    private boolean checkShares(KSamePoint point) {
        String where = "point " + point.number();
        Set<Integer> behind = new HashSet<>();
        double weights = 0;
        int patients = 0;
        int images = 0;
        boolean sameClass = true;
        for (Share share : point.shares()) {
            if (!groups.has(share.group()) || !behind.add(share.group()) || share.weight() < 0) {
                expect(where + " is made of groups of the membership", false);
                return false;
            }
            weights += share.weight();
            patients += groups.patients(share.group());
            images += groups.images(share.group());
            sameClass &= point.condition().equals(conditions.get(share.group()));
        }
        expect("the weights of " + where + " add up to 1", Math.abs(weights - 1) < 1e-9);
        expect("the patients behind " + where + " are counted right", point.patients() == patients);
        expect("the images behind " + where + " are counted right", point.images() == images);
        expect(where + " is of the class of its groups", sameClass);
        return true;
    }

    private void checkCode(KSamePoint point) {
        boolean sound = point.code().length == groups.dimension();
        for (float value : point.code()) sound &= Float.isFinite(value);
        expect("point %d is a code like the sources'".formatted(point.number()), sound);
        boolean derived =
                certificate.derivation() == Derivation.MEAN
                        || certificate.derivation() == Derivation.INTERPOLATION;
        if (!sound || !derived) return;
        double[] expected = new double[groups.dimension()];
        for (Share share : point.shares()) {
            double[] mean = groups.mean(share.group());
            for (int d = 0; d < expected.length; d++) expected[d] += share.weight() * mean[d];
        }
        expect(
                "point %d is the mean that it claims".formatted(point.number()),
                norm(difference(point.code(), expected)) <= TOLERANCE * groups.scale());
    }

    /**
     * Projected at right angles onto one flat, what a mean lost is at right angles to any line
     * between points on the flat: between its own point, or the next one, and the points' mean.
     */
    private void checkProjection() {
        double[] centre = new double[points.get(0).code().length];
        for (KSamePoint p : points)
            for (int d = 0; d < centre.length; d++) centre[d] += p.code()[d] / points.size();
        for (int i = 0; i < points.size(); i++) {
            KSamePoint p = points.get(i);
            double[] mean = groups.mean(i + 1);
            double[] lost = difference(p.code(), mean);
            double[] own = difference(p.code(), centre);
            double[] next = difference(points.get((i + 1) % points.size()).code(), centre);
            expect(
                    "point %d is its group's mean, projected".formatted(p.number()),
                    atRightAngles(lost, own) && atRightAngles(lost, next));
        }
    }

    private boolean atRightAngles(double[] lost, double[] line) {
        double dot = 0;
        for (int d = 0; d < lost.length; d++) dot += lost[d] * line[d];
        return Math.abs(dot) <= norm(line) * TOLERANCE * groups.scale();
    }

    private static double[] difference(float[] a, double[] b) {
        double[] difference = new double[a.length];
        for (int d = 0; d < a.length; d++) difference[d] = a[d] - b[d];
        return difference;
    }

    private static double norm(double[] v) {
        double sum = 0;
        for (double value : v) sum += value * value;
        return Math.sqrt(sum);
    }

    private void expect(String claim, boolean holds) {
        if (!holds) breaches.add("It does not hold that " + claim + ".");
    }
}
