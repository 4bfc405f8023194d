package io.github.planfiji.ksame;

import io.github.planfiji.run.Progress;
import io.github.planfiji.run.Seed;
import io.github.planfiji.run.UserException;
import java.util.List;

/**
 * Each group's mean in the space of the leading principal components. Projecting is linear, so that
 * projecting the mean equals the mean of the members' coefficients.
 */
record EigenMean(int components) implements KSameMethod {

    EigenMean {
        UserException.require(
                components >= 1,
                "The eigen method was asked for %d components: give 1 or more.",
                components);
    }

    @Override
    public String name() {
        return "eigen, " + components + " components";
    }

    @Override
    public Derivation derivation() {
        return Derivation.PROJECTION;
    }

    @Override
    public List<KSamePoint> points(
            List<MemberGroup> groups, KSameSources sources, Seed seed, Progress progress) {
        float[][] patients =
                groups.stream()
                        .flatMap(g -> g.patients().stream().map(PatientCode::code))
                        .toArray(float[][]::new);
        PrincipalComponents basis =
                PrincipalComponents.of(patients, components, seed.stream("eigen"), progress);
        return groups.stream().map(g -> KSamePoint.of(g, basis.project(g.mean()))).toList();
    }
}
