package io.github.planfiji.ksame;

import io.github.planfiji.run.Progress;
import io.github.planfiji.run.Seed;
import java.util.List;

/** Each group's mean code; the name tells what the codes are. */
record GroupMean(String name) implements KSameMethod {

    @Override
    public Derivation derivation() {
        return Derivation.MEAN;
    }

    @Override
    public List<KSamePoint> points(
            List<MemberGroup> groups, KSameSources sources, Seed seed, Progress progress) {
        return groups.stream().map(g -> KSamePoint.of(g, g.mean().clone())).toList();
    }
}
