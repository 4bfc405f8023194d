package io.github.planfiji.session;

import io.github.planfiji.engine.Trust;
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
 * @param trust whether that network, which is code, may be opened
 */
public record MethodOptions(
        int components,
        int pointsPerGroup,
        KSalsaOptions kSalsa,
        Optional<Path> features,
        Trust trust) {

    /** 50 components, one point a group, k-SALSA as published. */
    public static MethodOptions defaults() {
        return new MethodOptions(50, 1, KSalsaOptions.of(100), Optional.empty(), Trust.NUMBERS);
    }

    public MethodOptions withComponents(int value) {
        return new MethodOptions(value, pointsPerGroup, kSalsa, features, trust);
    }

    public MethodOptions withPointsPerGroup(int value) {
        return new MethodOptions(components, value, kSalsa, features, trust);
    }

    public MethodOptions withKSalsa(KSalsaOptions value) {
        return new MethodOptions(components, pointsPerGroup, value, features, trust);
    }

    /**
     * @param value null takes the model's encoder
     */
    public MethodOptions withFeatures(Path value, Trust code) {
        return new MethodOptions(
                components, pointsPerGroup, kSalsa, Optional.ofNullable(value), code);
    }
}
