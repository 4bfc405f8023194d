package io.github.planfiji.session;

import io.github.planfiji.ksalsa.KSalsaOptions;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What single methods want to know.
 *
 * @param components principal components that the eigen method keeps
 * @param pointsPerGroup of the interpolation
 * @param kSalsa of k-SALSA
 * @param features a TorchScript feature network for k-SALSA; empty takes the model's encoder
 */
public record MethodOptions(
        int components, int pointsPerGroup, KSalsaOptions kSalsa, Optional<Path> features) {

    /** 50 components, one point a group, k-SALSA as published. */
    public static MethodOptions defaults() {
        return new MethodOptions(50, 1, KSalsaOptions.of(100), Optional.empty());
    }

    public MethodOptions withComponents(int value) {
        return new MethodOptions(value, pointsPerGroup, kSalsa, features);
    }

    public MethodOptions withPointsPerGroup(int value) {
        return new MethodOptions(components, value, kSalsa, features);
    }

    public MethodOptions withKSalsa(KSalsaOptions value) {
        return new MethodOptions(components, pointsPerGroup, value, features);
    }

    public MethodOptions withFeatures(Path value) {
        return new MethodOptions(components, pointsPerGroup, kSalsa, Optional.ofNullable(value));
    }
}
