package io.github.planfiji.release;

import io.github.planfiji.dataset.ImageSet;
import io.github.planfiji.engine.Model;
import io.github.planfiji.ksame.KSamePoint;
import io.github.planfiji.ksame.KSameResult;
import io.github.planfiji.measure.Summary;
import io.github.planfiji.release.ReleaseFolders.RunId;
import io.github.planfiji.release.ReleaseResult.ReleasedClass;
import io.github.planfiji.run.Progress;
import io.github.planfiji.run.UserException;
import io.github.planfiji.walk.MarginSpace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes a folder that one may release out of k-same points: class folders of PNG images, {@code
 * labels.csv}, one multi-page TIFF a class and {@code datasheet.md}. Whatever tells of patients
 * stays in a second folder beside it, {@code NAME-private}. The released folder is there whole or
 * not at all; a run that was stopped or killed goes on when it is started again, and comes to the
 * same bytes.
 *
 * <p>Which images may be let out is decided by the model's perceptual distance, which never guides
 * a walk. Walks are pushed away from real images in the features of the identity classifier, which
 * guides them anyway.
 */
public final class Release {

    private final Model model;
    private final ReleaseOptions options;

    /**
     * @param model with generator, encoder, identity and condition classifier
     */
    public Release(Model model, ReleaseOptions options) {
        this.model = model;
        this.options = options;
    }

    /**
     * Makes the release, or goes on with it; one that is finished is left as it is.
     *
     * @param folder of the release: missing, empty, or of this very run
     * @throws UserException if the folder holds anything else, another run writes there, a class
     *     has fewer than two points, or no image of a class keeps the margin
     * @throws io.github.planfiji.run.CanceledException if the user stopped; start it again to go on
     */
    public ReleaseResult run(ReleaseSources sources, Path folder, Progress progress)
            throws IOException {
        try (ReleaseFolders folders = ReleaseFolders.claim(folder, id(sources))) {
            Optional<ReleaseResult> finished = folders.finished();
            return finished.isPresent() ? finished.get() : run(sources, folders, progress);
        }
    }

    private ReleaseResult run(ReleaseSources sources, ReleaseFolders folders, Progress progress)
            throws IOException {
        PrivateFiles kept = new PrivateFiles(folders);
        KSameResult points = points(sources, kept, progress);
        MarginSpace check =
                MarginSpace.of(
                        model.torch(),
                        model.perceptual(),
                        model.perceptualName(),
                        sources.reals(),
                        sources.heldOut(),
                        options.marginQuantile(),
                        progress);
        List<ClassImages> classes;
        try (MarginGuide guide = new MarginGuide(model, options, sources, progress)) {
            classes = classes(points, sources.reals(), check, guide, folders, progress);
        }
        ReleaseResult result = result(points, check, classes);
        kept.writeImages(classes, sources.reals());
        if (options.latents()) kept.writeLatents(classes);
        progress.step("Writing files", 0, 1);
        Path staging = folders.staging();
        ByteImage format = classes.get(0).images().get(0).image();
        ReleasedFiles.write(
                staging, classes, new Datasheet(result, options, format).text(), progress);
        folders.publish(staging, result);
        note(result, progress);
        return result;
    }

    private RunId id(ReleaseSources sources) {
        Map<String, String> all = new LinkedHashMap<>(options.asMap());
        sources.points().options().forEach((name, value) -> all.put("points: " + name, value));
        return new RunId(sources.fingerprint(), model.provenance(options.seed(), all).entries());
    }

    private static KSameResult points(ReleaseSources sources, PrivateFiles kept, Progress progress)
            throws IOException {
        Optional<KSameResult> former = kept.points();
        if (former.isPresent()) return former.get();
        KSameResult points = sources.points().points(progress);
        kept.keep(points);
        return points;
    }

    private List<ClassImages> classes(
            KSameResult points,
            ImageSet reals,
            MarginSpace check,
            MarginGuide guide,
            ReleaseFolders folders,
            Progress progress)
            throws IOException {
        List<String> names = new ArrayList<>();
        for (String name : model.manifest().classes())
            if (points.points().stream().anyMatch(p -> p.condition().equals(name))) names.add(name);
        for (KSamePoint point : points.points()) model.classIndex(point.condition());
        List<String> classFolders = ReleasedFiles.folders(names);
        ReleaseProgress walks = new ReleaseProgress(progress);
        BatchStore store = new BatchStore(folders.state());
        List<ClassRelease> releases = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            ClassRelease release =
                    new ClassRelease(
                            model,
                            options,
                            name,
                            classFolders.get(i),
                            points.points().stream()
                                    .filter(p -> p.condition().equals(name))
                                    .toList(),
                            reals,
                            check,
                            guide,
                            progress);
            walks.expect(release.planned());
            releases.add(release);
        }
        List<ClassImages> classes = new ArrayList<>();
        for (ClassRelease release : releases) classes.add(release.run(store, walks));
        return classes;
    }

    private static ReleaseResult result(
            KSameResult points, MarginSpace check, List<ClassImages> classes) {
        double[] distances =
                classes.stream()
                        .flatMap(c -> c.images().stream())
                        .mapToDouble(Candidate::distance)
                        .toArray();
        List<ReleasedClass> summaries = classes.stream().map(ClassImages::summary).toList();
        return new ReleaseResult(
                points.certificate().k(), check.margin(), Summary.of(distances), summaries);
    }

    private static void note(ReleaseResult result, Progress progress) {
        int wanted = result.classes().stream().mapToInt(ReleasedClass::wanted).sum();
        progress.note(
                "%d of %d images released; %d end points inside the margin, %d walks made again, %d images rejected"
                        .formatted(
                                result.released(),
                                wanted,
                                result.pointsInside(),
                                result.rewalked(),
                                result.rejected()));
    }
}
