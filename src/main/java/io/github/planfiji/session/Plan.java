package io.github.planfiji.session;

import io.github.planfiji.audit.Audit;
import io.github.planfiji.audit.AuditInput;
import io.github.planfiji.audit.AuditOptions;
import io.github.planfiji.audit.AuditResult;
import io.github.planfiji.audit.PairDistance;
import io.github.planfiji.dataset.ImageSet;
import io.github.planfiji.dataset.Picture;
import io.github.planfiji.dataset.Sample;
import io.github.planfiji.engine.Codes;
import io.github.planfiji.engine.ImageRange;
import io.github.planfiji.engine.Model;
import io.github.planfiji.engine.ModelManifest;
import io.github.planfiji.engine.Synthesizer;
import io.github.planfiji.engine.Torch;
import io.github.planfiji.engine.TorchScriptDistance;
import io.github.planfiji.engine.TorchScriptFeatures;
import io.github.planfiji.engine.Trust;
import io.github.planfiji.inversion.InversionOptions;
import io.github.planfiji.inversion.Inverter;
import io.github.planfiji.ksalsa.KSalsa;
import io.github.planfiji.ksalsa.KSalsaOptions;
import io.github.planfiji.ksame.KSame;
import io.github.planfiji.ksame.KSameMethod;
import io.github.planfiji.ksame.KSameOptions;
import io.github.planfiji.ksame.KSameResult;
import io.github.planfiji.ksame.KSameSources;
import io.github.planfiji.release.PointSource;
import io.github.planfiji.release.Release;
import io.github.planfiji.release.ReleaseOptions;
import io.github.planfiji.release.ReleaseResult;
import io.github.planfiji.release.ReleaseSources;
import io.github.planfiji.run.Progress;
import io.github.planfiji.run.Provenance;
import io.github.planfiji.run.Seed;
import io.github.planfiji.run.UserException;
import io.github.planfiji.walk.RealImages;
import io.github.planfiji.walk.WalkOptions;
import io.github.planfiji.walk.WalkResult;
import io.github.planfiji.walk.Walker;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An opened model with everything that is done with it.
 *
 * <pre>{@code
 * try (Plan plan = Plan.open(Path.of("sample-data/model"), "auto")) {
 *     KSameResult groups = plan.anonymize(KSameOptions.of(5), Progress.SILENT);
 *     float[] from = groups.points().get(0).code();
 *     float[] to = groups.points().get(1).code();
 *     WalkResult walk = plan.walk(from, to, 0, WalkOptions.of(24), Progress.SILENT);
 * }
 * }</pre>
 *
 * One thread uses it at a time; close it after the last use.
 */
public final class Plan implements AutoCloseable {

    private final Torch torch;
    private final Model model;
    private final ModelInputs inputs;
    private Optional<RealImages> reals = Optional.empty();
    private Optional<ImageSet> heldOut = Optional.empty();

    private Plan(Torch torch, Model model) {
        this.torch = torch;
        this.model = model;
        this.inputs = new ModelInputs(model);
    }

    /**
     * Opens a model of this program's own networks; for others see {@link #open(Path, String,
     * Trust)}.
     *
     * @param folder of a model bundle
     * @param device "auto", "cpu", "gpu", "gpu1", ...
     * @throws UserException if there is no usable model, or the device is not there
     */
    public static Plan open(Path folder, String device) throws IOException {
        return open(folder, device, Trust.NUMBERS);
    }

    /**
     * @param trust whether networks that are TorchScript, which is code, may be opened
     */
    public static Plan open(Path folder, String device, Trust trust) throws IOException {
        Torch torch = Torch.open(device);
        try {
            return new Plan(torch, Model.open(torch, folder, trust));
        } catch (IOException | RuntimeException e) {
            torch.close();
            throw e;
        }
    }

    public ModelManifest manifest() {
        return model.manifest();
    }

    /** The number of a class by name; a UserException names the classes there are. */
    public int classIndex(String name) {
        return model.classIndex(name);
    }

    /** How a result of this model on this device is made. */
    public Provenance provenance(long seed, Map<String, String> options) {
        return model.provenance(seed, options);
    }

    /**
     * Images from random latents.
     *
     * @param classIndex 0-based, or -1 for all classes in turn
     * @param psi truncation, 0 (all alike) .. 1 (as trained)
     * @return count images in -1..1
     */
    public List<Picture> samples(int count, int classIndex, double psi, long seed)
            throws IOException {
        return samples(count, classIndex, psi, seed, Progress.SILENT);
    }

    /** The same with progress and cancel. */
    public List<Picture> samples(
            int count, int classIndex, double psi, long seed, Progress progress)
            throws IOException {
        return new RandomSamples(model).draw(count, classIndex, psi, seed, progress);
    }

    /**
     * A latent w drawn from a seed, [D].
     *
     * @param classIndex 0-based; of a model without classes 0
     */
    public float[] latent(long seed, int classIndex, double psi) throws IOException {
        int label = manifest().classes().isEmpty() ? 0 : inputs.requireClass(classIndex);
        return new Synthesizer(model).latent(new Seed(seed).stream("latent"), label, psi);
    }

    /** Images of latents [N][D], clamped to -1..1. */
    public List<Picture> synthesize(float[][] latents) throws IOException {
        return synthesize(latents, Progress.SILENT);
    }

    /** The same with cancel. */
    public List<Picture> synthesize(float[][] latents, Progress progress) throws IOException {
        for (float[] latent : latents) inputs.requireLatent(latent);
        return new Synthesizer(model).images(latents, progress);
    }

    /** The latents of real images, [N][D]; private. */
    public float[][] invert(ImageSet set, InversionOptions options, Progress progress)
            throws IOException {
        inputs.requireImages(set);
        return new Inverter(model, options).invert(set, progress);
    }

    /**
     * k-same points of the model's own training images.
     *
     * @throws UserException if the bundle was shared without its private codes
     */
    public KSameResult anonymize(KSameOptions options, Progress progress) throws IOException {
        Codes codes =
                model.codes()
                        .orElseThrow(
                                () ->
                                        new UserException(
                                                "The model has no codes of its training images (they are private and were not shared): give the images and labels to anonymise."));
        List<Sample> samples = codes.samples(manifest().classes());
        return KSame.run(
                options,
                new KSameSources(codes.latents(), samples, provenance(0, Map.of()).modelHash()),
                progress);
    }

    /** k-same points of other images, which are inverted first. */
    public KSameResult anonymize(
            ImageSet set, InversionOptions inversion, KSameOptions options, Progress progress)
            throws IOException {
        return anonymize(set, invert(set, inversion, progress), options, progress);
    }

    /**
     * k-same points of other images by their latents.
     *
     * @param latents w of every image, [N][D], see {@link #invert}
     */
    public KSameResult anonymize(
            ImageSet set, float[][] latents, KSameOptions options, Progress progress) {
        return KSame.run(
                options,
                KSameSources.of(set, latents, provenance(0, Map.of()).modelHash()),
                progress);
    }

    /**
     * The method k-SALSA for {@link KSameOptions#withMethod}, to be used while this is open.
     *
     * @param network a TorchScript file, images [N,C,H,W] in -1..1 to features [N,F] or
     *     [N,C',H',W']; empty takes the encoder's features
     * @param trust must be {@link Trust#CODE} where a network is given
     */
    public KSameMethod kSalsa(KSalsaOptions options, Optional<Path> network, Trust trust)
            throws IOException {
        Optional<TorchScriptFeatures> features =
                network.isPresent()
                        ? Optional.of(TorchScriptFeatures.open(torch, network.get(), trust))
                        : Optional.empty();
        return new KSalsa(model, features, options);
    }

    /** From now on walks measure their distance to these real images. */
    public void measureAgainst(ImageSet set) throws IOException {
        measureAgainst(set, Progress.SILENT);
    }

    /** The same for a large set, with progress and cancel. */
    public void measureAgainst(ImageSet set, Progress progress) throws IOException {
        inputs.requireImages(set);
        reals =
                Optional.of(
                        RealImages.of(
                                torch, model.perceptual(), set, model.perceptualName(), progress));
    }

    /**
     * A walk by PLAN.
     *
     * @param from w of the first point, [D]
     * @param to w of the last point, [D]
     * @param classIndex 0-based class of the whole walk
     */
    public WalkResult walk(
            float[] from, float[] to, int classIndex, WalkOptions options, Progress progress)
            throws IOException {
        inputs.requireEnds(from, to);
        return new Walker(model, options, reals)
                .plan(from, to, inputs.requireClass(classIndex), progress);
    }

    /**
     * Walks by PLAN of many pairs, which share the passes through the networks; see {@link
     * Walker#plan(List, Progress)}.
     *
     * @return one walk a pair, in order
     */
    public List<WalkResult> walks(List<Walker.Ends> pairs, WalkOptions options, Progress progress)
            throws IOException {
        for (Walker.Ends ends : pairs) {
            inputs.requireEnds(ends.from(), ends.to());
            inputs.requireClass(ends.label());
        }
        return new Walker(model, options, reals).plan(pairs, progress);
    }

    /** The straight walk, the baseline. See {@link #walk}. */
    public WalkResult walkLinear(float[] from, float[] to, int classIndex, WalkOptions options)
            throws IOException {
        return walkLinear(from, to, classIndex, options, Progress.SILENT);
    }

    /** The same with cancel. */
    public WalkResult walkLinear(
            float[] from, float[] to, int classIndex, WalkOptions options, Progress progress)
            throws IOException {
        inputs.requireEnds(from, to);
        return new Walker(model, options, reals)
                .linear(from, to, inputs.requireClass(classIndex), progress);
    }

    /** From now on releases calibrate their margin on these images of other patients. */
    public void calibrateWith(ImageSet unseen) {
        heldOut = Optional.of(unseen);
    }

    /**
     * A folder that one may release, made from k-same points of the model's own training images.
     *
     * @param reals the training images, which the released ones must keep away from
     * @param folder of the release: missing, empty, or of this very run, which goes on then; what
     *     must stay private comes into {@code NAME-private} beside it
     */
    public ReleaseResult release(
            ImageSet reals,
            KSameOptions ksame,
            ReleaseOptions options,
            Path folder,
            Progress progress)
            throws IOException {
        PointSource points = PointSource.of(ksame.entries(), part -> anonymize(ksame, part));
        return release(points, reals, options, folder, progress);
    }

    /** The same from k-same points of the given images, which are inverted first. */
    public ReleaseResult release(
            ImageSet images,
            InversionOptions inversion,
            KSameOptions ksame,
            ReleaseOptions options,
            Path folder,
            Progress progress)
            throws IOException {
        Map<String, String> all = new LinkedHashMap<>(ksame.entries());
        inversion.asMap().forEach((name, value) -> all.put("inversion: " + name, value));
        PointSource points = PointSource.of(all, part -> anonymize(images, inversion, ksame, part));
        return release(points, images, options, folder, progress);
    }

    private ReleaseResult release(
            PointSource points,
            ImageSet reals,
            ReleaseOptions options,
            Path folder,
            Progress progress)
            throws IOException {
        return new Release(model, options)
                .run(new ReleaseSources(points, reals, heldOut), folder, progress);
    }

    /**
     * A user's distance of two images, for example LPIPS, for {@link AuditInput#withDistance}; to
     * be used while this is open.
     *
     * @param network a TorchScript file: two batches of RGB images [N,3,H,W] in -1..1 to [N]
     * @param trust must be {@link Trust#CODE}
     * @throws UserException if the code is not trusted, or the file is no such network
     */
    public PairDistance pairDistance(Path network, Trust trust) throws IOException {
        TorchScriptDistance distance =
                TorchScriptDistance.open(
                        torch, network, 3, ImageRange.SYMMETRIC, manifest().resolution(), trust);
        return new PairDistance(distance.name(), distance::between);
    }

    /** Audits released images, described by this model's networks and by their pixels. */
    public AuditResult audit(AuditInput input, AuditOptions options, Progress progress)
            throws IOException {
        return Audit.run(
                input,
                AuditSpaces.of(model, input.sets(), options, progress),
                options,
                provenance(options.seed(), options.entries()),
                progress);
    }

    @Override
    public void close() {
        model.close();
        torch.close();
    }
}
