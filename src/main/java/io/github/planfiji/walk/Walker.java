package io.github.planfiji.walk;

import io.github.planfiji.engine.Generator;
import io.github.planfiji.engine.Model;
import io.github.planfiji.engine.Torch;
import io.github.planfiji.latent.ElasticBand;
import io.github.planfiji.latent.LatentPath;
import io.github.planfiji.run.Chunks;
import io.github.planfiji.run.Progress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Walks between pairs of latents, straight or by PLAN, and measures every step. */
public final class Walker {

    private final Model model;
    private final Torch torch;
    private final Generator generator;
    private final IdentityTerm identity;
    private final ClassTerm condition;
    private final WalkMeasure measure;
    private final WalkOptions options;
    private final Optional<RealImages> reals;

    /**
     * @param model with generator, identity and condition classifier, and for the distance an
     *     encoder or perceptual network
     * @param reals to measure the distance to; without them it is not a number
     */
    public Walker(Model model, WalkOptions options, Optional<RealImages> reals) throws IOException {
        this.model = model;
        this.torch = model.torch();
        this.generator = model.generator();
        this.options = options;
        this.reals = reals;
        LossOptions loss = options.loss();
        identity =
                new IdentityTerm(torch, model.identity(), loss.identityWeight(), loss.direction());
        condition = new ClassTerm(torch, model.condition(), loss.classWeight());
        measure =
                new WalkMeasure(
                        torch,
                        generator,
                        identity,
                        condition,
                        reals.isPresent() ? model.perceptual() : null,
                        reals,
                        new ElasticBand(loss.distanceOffset()));
    }

    /**
     * Two ends of a walk.
     *
     * @param from w of the first point, [D]
     * @param to w of the last point, [D]
     * @param label 0-based class of the whole walk
     */
    public record Ends(float[] from, float[] to, int label) {}

    /**
     * The straight walk.
     *
     * @param label 0-based class of the walk
     * @throws io.github.planfiji.run.CanceledException if the user stopped
     */
    public WalkResult linear(float[] from, float[] to, int label, Progress progress) {
        LatentPath path = LatentPath.linear(from, to, options.steps());
        List<WalkStep> steps = measure.steps(path, label, chunks(progress));
        return result("linear", path, steps, new double[] {loss(steps)}, label);
    }

    /**
     * The walk by PLAN.
     *
     * @param label 0-based class of the walk
     * @throws io.github.planfiji.run.CanceledException if the user stopped
     */
    public WalkResult plan(float[] from, float[] to, int label, Progress progress) {
        return plan(List.of(new Ends(from, to, label)), progress).get(0);
    }

    /**
     * Walks by PLAN that share forward passes: faster than one after the other where the device
     * takes many images at a time. Their number changes no walk beyond rounding.
     *
     * @return one walk a pair, in order
     * @throws io.github.planfiji.run.CanceledException if the user stopped
     */
    public List<WalkResult> plan(List<Ends> pairs, Progress progress) {
        List<LatentPath> starts =
                pairs.stream()
                        .map(ends -> LatentPath.linear(ends.from, ends.to, options.steps()))
                        .toList();
        int[] labels = pairs.stream().mapToInt(Ends::label).toArray();
        List<PathSearch.Outcome> outcomes = search(starts, labels, List.of(), progress);
        List<WalkResult> walks = new ArrayList<>();
        for (int i = 0; i < labels.length; i++)
            walks.add(measured(outcomes.get(i), labels[i], progress));
        return walks;
    }

    /** A finished search as a walk. */
    WalkResult measured(PathSearch.Outcome outcome, int label, Progress progress) {
        List<WalkStep> steps = measure.steps(outcome.path(), label, chunks(progress));
        return result("plan", outcome.path(), steps, outcome.lossHistory(), label);
    }

    /**
     * Walks by PLAN from given paths, whose ends stay; nothing is measured.
     *
     * @param starts paths of {@link WalkOptions#steps()} points
     * @param labels 0-based class of each
     * @param more terms of the loss beside identity and class
     */
    List<PathSearch.Outcome> search(
            List<LatentPath> starts, int[] labels, List<ImageTerm> more, Progress progress) {
        return new PlanOptimizer(terms(more, progress), options).optimize(starts, labels, progress);
    }

    /** The terms of this walker's loss that look at images, and more. */
    ImageTerms terms(List<ImageTerm> more, Progress progress) {
        List<ImageTerm> terms = new ArrayList<>(List.of(identity, condition));
        terms.addAll(more);
        return new ImageTerms(torch, generator, terms, chunks(progress));
    }

    /**
     * Walks by PLAN from given paths, whose ends stay; nothing is measured. They share forward
     * passes.
     *
     * @param starts paths of {@link WalkOptions#steps()} points
     * @param label 0-based class of all walks
     * @param margin pushes the walks away from real images too
     * @return one path a start, in order
     * @throws io.github.planfiji.run.CanceledException if the user stopped
     */
    public List<LatentPath> paths(
            List<LatentPath> starts, int label, Optional<MarginTerm> margin, Progress progress) {
        int[] labels = new int[starts.size()];
        Arrays.fill(labels, label);
        List<ImageTerm> more = margin.stream().<ImageTerm>map(term -> term).toList();
        return search(starts, labels, more, progress).stream()
                .map(PathSearch.Outcome::path)
                .toList();
    }

    private Chunks chunks(Progress progress) {
        int size =
                options.chunk() == WalkOptions.AUTOMATIC
                        ? fastest(!torch.device().name().equals("cpu"), generator.resolution())
                        : options.chunk();
        return new Chunks(size, torch.lanes(), progress);
    }

    /**
     * The chunk that was measured to be fastest. On a CPU the features of a large image leave the
     * cache when a second one is computed beside it; a GPU wants many.
     *
     * @param resolution of the images in pixels
     */
    private static int fastest(boolean gpu, int resolution) {
        if (gpu) return 16;
        return resolution >= 128 ? 1 : 8;
    }

    /** L_PLAN of a measured path: the images of the ends do not count, as published. */
    private static double loss(List<WalkStep> steps) {
        WalkStep first = steps.get(0);
        WalkStep last = steps.get(steps.size() - 1);
        return steps.stream().mapToDouble(WalkStep::loss).sum()
                - first.imageLoss()
                - last.imageLoss();
    }

    private WalkResult result(
            String method, LatentPath path, List<WalkStep> steps, double[] history, int label) {
        String distance =
                reals.map(RealImages::distanceName).orElse("not measured (no real images given)");
        Map<String, String> all = new LinkedHashMap<>();
        all.put("method", method);
        all.put("class", model.manifest().classes().get(label));
        all.putAll(options.asMap());
        all.put("distance", distance);
        return new WalkResult(method, path, steps, history, distance, model.provenance(0, all));
    }
}
