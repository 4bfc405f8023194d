package io.github.planfiji.audit;

import io.github.planfiji.audit.report.Measured;
import io.github.planfiji.audit.report.Numbers;
import io.github.planfiji.audit.report.Section;
import io.github.planfiji.measure.Diversity;
import io.github.planfiji.measure.Estimate;
import io.github.planfiji.measure.Jackknife;
import io.github.planfiji.measure.KernelDistance;
import io.github.planfiji.measure.Summary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Likeness to the real images and diversity within the set, as a section of the report. */
final class FidelitySection {

    private static final String BLOCKS = "jackknife over released images";

    private final List<Measured> rows = new ArrayList<>();

    private FidelitySection() {}

    /**
     * @param space of the distances, for the diversity
     */
    static Section of(FidelityFigures figures, FeatureSpace space, AuditOptions options) {
        FidelitySection section = new FidelitySection();
        section.addFidelity(figures);
        section.addDiversity(space, options);
        return new Section(
                "Fidelity and diversity",
                "How like the training images are the released ones as a set, and how unlike each other? These figures tell of quality, not of privacy: copies would score best. Compare Fréchet distances only between sets of one size and one network.",
                List.of(),
                section.rows,
                List.of());
    }

    private void addFidelity(FidelityFigures figures) {
        String space = figures.space();
        KernelDistance kernel = figures.kernel();
        KernelDistance heldOut = figures.heldOutKernel();
        add(
                "Kernel distance (KID)",
                Estimate.normal(kernel.value(), kernel.standardError()),
                "jackknife over both sets",
                space,
                "0; " + heldOut(heldOut.value()));
        add(
                "Fréchet distance (FID)",
                figures.frechet(),
                figures.frechet().hasInterval() ? BLOCKS : "",
                space,
                "0; " + heldOut(figures.heldOutFrechet()));
        add(
                "Precision",
                figures.precision(),
                BLOCKS,
                space,
                heldOut(figures.heldOut().precision()));
        add("Recall", figures.recall(), BLOCKS, space, heldOut(figures.heldOut().recall()));
        add("Density", figures.density(), BLOCKS, space, heldOut(figures.heldOut().density()));
        add("Coverage", figures.coverage(), BLOCKS, space, heldOut(figures.heldOut().coverage()));
    }

    private void addDiversity(FeatureSpace space, AuditOptions options) {
        float[][] released = space.released();
        Estimate pairwise =
                Jackknife.of(
                        released.length,
                        options.random("diversity"),
                        kept ->
                                new double[] {
                                    Diversity.meanPairwise(
                                            Arrays.stream(kept)
                                                    .mapToObj(i -> released[i])
                                                    .toArray(float[][]::new))
                                })[0];
        Summary nearest = Summary.of(Diversity.nearestOther(released));
        Summary real = Summary.of(Diversity.nearestOther(space.training()));
        add(
                "Distance of two released images, mean",
                pairwise,
                BLOCKS,
                space.name(),
                "training images: " + Numbers.text(Diversity.meanPairwise(space.training())));
        add(
                "Distance to the nearest other released image, median",
                Estimate.single(nearest.median()),
                "",
                space.name(),
                "training images: " + Numbers.text(real.median()));
        add(
                "… minimum",
                Estimate.single(nearest.minimum()),
                "",
                space.name(),
                "training images: " + Numbers.text(real.minimum()));
    }

    private void add(String measure, Estimate estimate, String spread, String space, String ideal) {
        rows.add(new Measured(measure, estimate, spread, space, ideal));
    }

    private static String heldOut(double value) {
        return "held-out real images: " + Numbers.text(value);
    }
}
