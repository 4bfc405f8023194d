package io.github.planfiji.ksame;

import io.github.planfiji.ksame.KSamePoint.Share;
import io.github.planfiji.run.Progress;
import io.github.planfiji.run.Seed;
import io.github.planfiji.run.UserException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Latent centroid interpolation, see {@link KSameMethod#interpolation}. */
record CentroidInterpolation(int pointsPerGroup) implements KSameMethod {

    CentroidInterpolation {
        UserException.require(
                pointsPerGroup >= 1,
                "Interpolation was asked for %d points a group: give 1 or more.",
                pointsPerGroup);
    }

    @Override
    public String name() {
        return "interpolation, " + pointsPerGroup + " a group";
    }

    @Override
    public Derivation derivation() {
        return Derivation.INTERPOLATION;
    }

    @Override
    public List<KSamePoint> points(
            List<MemberGroup> groups, KSameSources sources, Seed seed, Progress progress) {
        SplittableRandom random = seed.stream("interpolation");
        Map<String, List<MemberGroup>> classes =
                groups.stream()
                        .collect(
                                Collectors.groupingBy(
                                        MemberGroup::condition, TreeMap::new, Collectors.toList()));
        List<KSamePoint> points = new ArrayList<>();
        for (List<MemberGroup> peers : classes.values()) {
            if (peers.size() == 1) {
                points.add(between(points.size() + 1, peers.get(0), peers.get(0), 0));
                continue;
            }
            for (int i = 0; i < peers.size(); i++)
                for (int p = 0; p < pointsPerGroup; p++) {
                    int other = (i + 1 + random.nextInt(peers.size() - 1)) % peers.size();
                    points.add(
                            between(
                                    points.size() + 1,
                                    peers.get(i),
                                    peers.get(other),
                                    random.nextDouble()));
                }
        }
        return points;
    }

    private static KSamePoint between(int number, MemberGroup a, MemberGroup b, double weightOfB) {
        boolean alone = a == b;
        double[] sum = new double[a.mean().length];
        Vectors.add(sum, a.mean(), 1 - weightOfB);
        Vectors.add(sum, b.mean(), weightOfB);
        Share first = new Share(a.number(), 1 - weightOfB);
        return new KSamePoint(
                number,
                a.condition(),
                a.patients().size() + (alone ? 0 : b.patients().size()),
                a.images() + (alone ? 0 : b.images()),
                alone ? List.of(first) : List.of(first, new Share(b.number(), weightOfB)),
                Vectors.scaled(sum, 1));
    }
}
