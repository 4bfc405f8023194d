package io.github.planfiji.utility;

import io.github.planfiji.dataset.ImageSet;
import io.github.planfiji.dataset.ImageSetOptions;
import io.github.planfiji.dataset.ImageSets;
import io.github.planfiji.dataset.PictureReader;
import io.github.planfiji.engine.Torch;
import io.github.planfiji.run.Progress;
import io.github.planfiji.run.Provenance;
import io.github.planfiji.run.UserException;
import io.github.planfiji.run.Version;
import io.github.planfiji.training.Target;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Compares what training sets are worth (train on synthetic, test on real; Esteban et al. 2017): on
 * each, classifiers are trained from several seeds, and all are tested on the same real images. The
 * test images choose nothing. That the networks which made a synthetic set never saw the test
 * patients is up to the user; that no training set holds a test image or a test patient is checked.
 *
 * <pre>{@code
 * UtilityStudy study = UtilityStudy.open(
 *         Map.of("real", train, "PLAN", synthetic), test,
 *         UtilityOptions.of(64, 3, 1, 3), new ImageJReader(), Progress.SILENT);
 * UtilityFiles.write(study.run("auto", folder, Progress.SILENT), folder);
 * }</pre>
 */
public final class UtilityStudy {

    private final Map<String, ImageSet> sets;
    private final ImageSet test;
    private final UtilityOptions options;

    /**
     * @param sets training sets by name, in the order of the result
     * @param test real images of patients that nothing saw
     * @throws UserException if a set has other classes than the test images, or shares an image or
     *     a patient with them
     */
    public UtilityStudy(Map<String, ImageSet> sets, ImageSet test, UtilityOptions options) {
        UserException.require(!sets.isEmpty(), "There is no training set: give at least one.");
        this.sets = new LinkedHashMap<>(sets);
        this.test = test;
        this.options = options;
        sets.forEach((name, set) -> SetChecks.requireTestable(name, set, test));
    }

    /** Reads the sets from their folders (or other forms, see {@link ImageSets}). */
    public static UtilityStudy open(
            Map<String, Path> folders,
            Path testFolder,
            UtilityOptions options,
            PictureReader reader,
            Progress progress) {
        Map<String, ImageSet> sets = new LinkedHashMap<>();
        folders.forEach((name, folder) -> sets.put(name, read(folder, options, reader, progress)));
        return new UtilityStudy(sets, read(testFolder, options, reader, progress), options);
    }

    private static ImageSet read(
            Path folder, UtilityOptions options, PictureReader reader, Progress progress) {
        return ImageSets.open(
                ImageSetOptions.of(folder, options.resolution(), options.channels()),
                reader,
                progress);
    }

    /**
     * Trains and tests every classifier.
     *
     * @param device "auto", "cpu", "gpu", ...
     * @param folder keeps checkpoints in its folder "private": the same study goes on there after
     *     it was stopped
     * @throws io.github.planfiji.run.CanceledException if the user stopped
     */
    public UtilityResult run(String device, Path folder, Progress progress) {
        List<UtilityRun> runs = new ArrayList<>();
        List<MembershipLosses> membership = new ArrayList<>();
        try (Torch torch = Torch.open(device)) {
            for (String name : sets.keySet())
                for (long seed : options.seeds()) {
                    String title =
                            "%s, seed %d (%d of %d)"
                                    .formatted(
                                            name,
                                            seed,
                                            runs.size() + 1,
                                            sets.size() * options.seeds().size());
                    try (Downstream net = train(torch, name, seed, folder, progress, title)) {
                        UtilityRun run = test(name, seed, net, progress);
                        runs.add(run);
                        if (sets.containsKey(options.real()))
                            membership.add(losses(name, seed, net, progress));
                        progress.note(
                                String.format(
                                        Locale.ROOT,
                                        "%s: accuracy %.3f on %d test images",
                                        title,
                                        run.test().accuracy(),
                                        test.size()));
                    }
                }
            return new UtilityResult(
                    test.size(), test.classes(), runs, membership, provenance(torch));
        }
    }

    private Downstream train(
            Torch torch, String name, long seed, Path folder, Progress progress, String title) {
        return Downstream.train(
                torch,
                sets.get(name),
                options,
                seed,
                UtilityFiles.checkpoints(folder).resolve(index(name) + "-" + seed),
                new TitledProgress(progress, title));
    }

    /** A set's number, for names of folders. */
    private int index(String name) {
        return List.copyOf(sets.keySet()).indexOf(name) + 1;
    }

    private UtilityRun test(String name, long seed, Downstream net, Progress progress) {
        return new UtilityRun(
                name,
                sets.get(name).size(),
                seed,
                net.shown(),
                net.validation(),
                ClassificationMeasures.of(
                        Target.CONDITION.labels(test), net.logits(test, progress)));
    }

    private MembershipLosses losses(String name, long seed, Downstream net, Progress progress) {
        ImageSet members = name.equals(options.real()) ? net.trainedOn() : sets.get(options.real());
        return new MembershipLosses(
                name, seed, losses(net, members, progress), losses(net, test, progress));
    }

    private static MembershipLosses.Losses losses(Downstream net, ImageSet set, Progress progress) {
        return new MembershipLosses.Losses(
                LogOdds.losses(net.logits(set, progress), Target.CONDITION.labels(set)),
                Target.IDENTITY.labels(set));
    }

    private Provenance provenance(Torch torch) {
        return new Provenance(
                Version.TOOL,
                torch.version(),
                torch.device().name(),
                torch.device().reason(),
                "none",
                options.seeds().get(0),
                options.asMap());
    }
}
