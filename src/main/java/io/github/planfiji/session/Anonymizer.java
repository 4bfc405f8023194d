package io.github.planfiji.session;

import io.github.planfiji.dataset.ImageSet;
import io.github.planfiji.dataset.Picture;
import io.github.planfiji.inversion.InversionOptions;
import io.github.planfiji.ksame.KSame;
import io.github.planfiji.ksame.KSameMethod;
import io.github.planfiji.ksame.KSameOptions;
import io.github.planfiji.ksame.KSamePoint;
import io.github.planfiji.ksame.KSameResult;
import io.github.planfiji.ksame.KSameSources;
import io.github.planfiji.run.Progress;
import io.github.planfiji.run.Provenance;
import io.github.planfiji.run.UserException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Anonymises the same images by any method of the k-same family, and makes the points' images.
 *
 * <pre>{@code
 * Anonymizer anonymizer = Anonymizer.of(plan, images, InversionOptions.of(30));
 * Anonymized points = anonymizer.anonymize(AnonymizationMethod.K_SALSA, KSameOptions.of(5), progress);
 * }</pre>
 */
public final class Anonymizer {

    private final Optional<Plan> plan;
    private final Optional<ImageSet> set;
    private final InversionOptions inversion;
    private final MethodOptions how;
    private float[][] latents;

    private Anonymizer(
            Optional<Plan> plan,
            Optional<ImageSet> set,
            InversionOptions inversion,
            MethodOptions how) {
        this.plan = plan;
        this.set = set;
        this.inversion = inversion;
        this.how = how;
    }

    /**
     * Of given images, which are inverted once, when a method first needs it.
     *
     * @param plan open as long as this is used
     */
    public static Anonymizer of(Plan plan, ImageSet set, InversionOptions inversion) {
        return new Anonymizer(
                Optional.of(plan), Optional.of(set), inversion, MethodOptions.defaults());
    }

    /** Of given images without a model: by the methods that average pictures only. */
    public static Anonymizer of(ImageSet set) {
        return new Anonymizer(
                Optional.empty(),
                Optional.of(set),
                InversionOptions.of(0),
                MethodOptions.defaults());
    }

    /** Of the model's training images by their codes: by the methods on latents only. */
    public static Anonymizer of(Plan plan) {
        return new Anonymizer(
                Optional.of(plan),
                Optional.empty(),
                InversionOptions.of(0),
                MethodOptions.defaults());
    }

    /** The same with other options of single methods. */
    public Anonymizer with(MethodOptions options) {
        Anonymizer other = new Anonymizer(plan, set, inversion, options);
        other.latents = latents;
        return other;
    }

    /**
     * @param options whose method is replaced by {@code method}
     * @throws UserException if a method on latents has no model, one on pictures no images, or a
     *     class has too few patients
     */
    public Anonymized anonymize(AnonymizationMethod method, KSameOptions options, Progress progress)
            throws IOException {
        KSameOptions chosen = options.withMethod(strategy(method));
        if (method.isOfPixels()) return ofPixels(method, chosen, progress);
        Plan model = model(method);
        KSameResult result;
        if (set.isEmpty()) result = model.anonymize(chosen, progress);
        else {
            if (latents == null) latents = model.invert(set.get(), inversion, progress);
            result = model.anonymize(set.get(), latents, chosen, progress);
        }
        float[][] codes = result.points().stream().map(KSamePoint::code).toArray(float[][]::new);
        return new Anonymized(
                result,
                model.synthesize(codes, progress),
                model.provenance(options.seed(), chosen.entries()));
    }

    private KSameMethod strategy(AnonymizationMethod method) throws IOException {
        return switch (method) {
            case CENTROID -> KSameMethod.centroid();
            case K_SALSA -> model(method).kSalsa(how.kSalsa(), how.features(), how.trust());
            case INTERPOLATION -> KSameMethod.interpolation(how.pointsPerGroup());
            case PIXEL -> KSameMethod.pixel();
            case EIGEN -> KSameMethod.eigen(how.components());
        };
    }

    private Plan model(AnonymizationMethod method) {
        return plan.orElseThrow(
                () ->
                        new UserException(
                                "The method %s works on latents: give a model, or use pixel or eigen."
                                        .formatted(method.label())));
    }

    private Anonymized ofPixels(
            AnonymizationMethod method, KSameOptions options, Progress progress) {
        ImageSet images =
                set.orElseThrow(
                        () ->
                                new UserException(
                                        "The method %s averages pictures: give the images."
                                                .formatted(method.label())));
        KSameResult result = KSame.run(options, KSameSources.ofPixels(images), progress);
        List<Picture> pictures =
                result.points().stream().map(p -> picture(images, p.code())).toList();
        return new Anonymized(
                result, pictures, Provenance.withoutModel(options.seed(), options.entries()));
    }

    /** Keeping few components can overshoot black and white. */
    private static Picture picture(ImageSet like, float[] pixels) {
        float[] clamped = pixels.clone();
        for (int i = 0; i < clamped.length; i++) clamped[i] = Math.max(-1, Math.min(1, clamped[i]));
        return new Picture(like.channels(), like.height(), like.width(), clamped);
    }
}
