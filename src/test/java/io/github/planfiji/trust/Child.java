package io.github.planfiji.trust;

import ij.ImagePlus;
import io.github.planfiji.command.PhantomsCommand;
import io.github.planfiji.dataset.ImageSet;
import io.github.planfiji.dataset.phantom.PhantomOptions;
import io.github.planfiji.dataset.phantom.PhantomSet;
import io.github.planfiji.engine.Model;
import io.github.planfiji.engine.ModelBundle;
import io.github.planfiji.engine.ModelManifest;
import io.github.planfiji.engine.ResNet;
import io.github.planfiji.engine.ResNetShape;
import io.github.planfiji.engine.StyleGan2Shape;
import io.github.planfiji.engine.Torch;
import io.github.planfiji.engine.Weights;
import io.github.planfiji.ij.KSameFiles;
import io.github.planfiji.ij.KSameStack;
import io.github.planfiji.ij.WalkFigure;
import io.github.planfiji.ij.WalkFiles;
import io.github.planfiji.inversion.InversionOptions;
import io.github.planfiji.ksame.KSameOptions;
import io.github.planfiji.release.ReleaseOptions;
import io.github.planfiji.run.Progress;
import io.github.planfiji.run.UserException;
import io.github.planfiji.session.AnonymizationMethod;
import io.github.planfiji.session.Anonymized;
import io.github.planfiji.session.Anonymizer;
import io.github.planfiji.session.EndPoints;
import io.github.planfiji.session.Plan;
import io.github.planfiji.session.WalkPair;
import io.github.planfiji.testing.TinyModel;
import io.github.planfiji.training.ClassifierOptions;
import io.github.planfiji.training.ClassifierTrainer;
import io.github.planfiji.training.DistortionOptions;
import io.github.planfiji.training.EncoderOptions;
import io.github.planfiji.training.EncoderTrainer;
import io.github.planfiji.training.GanOptions;
import io.github.planfiji.training.GanTrainer;
import io.github.planfiji.training.ModelOptions;
import io.github.planfiji.training.ModelTrainer;
import io.github.planfiji.training.Schedule;
import io.github.planfiji.training.Target;
import io.github.planfiji.training.TrainedClassifier;
import io.github.planfiji.training.TrainingData;
import io.github.planfiji.walk.WalkOptions;
import io.github.planfiji.walk.WalkResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.scijava.Context;

/** What {@link ChildJvm} runs. Prints "ready" where the work begins. */
final class Child {

    /** Every step is followed by a checkpoint. */
    private static final double ALWAYS = 1e-9;

    private Child() {}

    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[1]);
        try {
            switch (arguments[0]) {
                case "model" -> model(folder);
                case "steps" -> steps(folder);
                case "cycles" -> cycles(folder, Integer.parseInt(arguments[2]));
                case "walk" -> walk(folder);
                case "release" -> release(Path.of(arguments[2]), folder);
                case "saves" -> saves(Path.of(arguments[2]), folder);
                case "heap" -> heap();
                default -> throw new IllegalArgumentException(arguments[0]);
            }
        } catch (UserException | IOException e) {
            System.out.println("complaint=" + e.getMessage());
            System.exit(3);
        }
        System.exit(0);
    }

    static ImageSet images() {
        return PhantomSet.generate(PhantomOptions.of(12, 3, 32, 1), Progress.SILENT);
    }

    /** A whole model, in a second or two. */
    static ModelOptions tiny() {
        return new ModelOptions(0.064, true, 16, 1, 256, 16, false, 2, 2, 4, 2, 0, 1);
    }

    /** Trains a whole model as the command does. */
    private static void model(Path folder) throws IOException {
        TrainingData data = TrainingData.split(images(), 0.3, 1);
        try (Torch torch = Torch.open("cpu")) {
            System.out.println("ready");
            new ModelTrainer(torch, data, tiny(), folder).train(Progress.SILENT, (n, s) -> {});
        }
    }

    /** Trains each kind of network with a checkpoint after every step. */
    static void steps(Path folder) throws IOException {
        ImageSet set = images();
        ModelBundle bundle =
                ModelBundle.create(folder, ModelManifest.of("test", 32, 3, set.classes()));
        Path checkpoints = folder.resolve("checkpoints");
        try (Torch torch = Torch.open("cpu")) {
            System.out.println("ready");
            if (!bundle.has(Model.CONDITION)) condition(torch, set, bundle, checkpoints);
            if (!bundle.has(Model.GENERATOR)) generator(torch, set, bundle, checkpoints);
            if (!bundle.has(Model.ENCODER)) encoder(torch, set, bundle, checkpoints);
        }
    }

    private static void condition(Torch torch, ImageSet set, ModelBundle bundle, Path checkpoints)
            throws IOException {
        ResNetShape shape = ResNetShape.forClassifier(3, 32, 3);
        ClassifierOptions options =
                new ClassifierOptions(
                        Target.CONDITION,
                        3,
                        8,
                        0.004,
                        0.05,
                        0.05,
                        DistortionOptions.SLIGHT,
                        ALWAYS,
                        1);
        TrainingData data = TrainingData.split(set, 0.3, 1);
        try (ClassifierTrainer trainer =
                        new ClassifierTrainer(
                                torch, shape, data.train(), data.unseen(), options, checkpoints);
                TrainedClassifier trained = trainer.train(Progress.SILENT)) {
            put(bundle, Model.CONDITION, Model.RESNET, shape, trained.weights());
        }
    }

    private static void generator(Torch torch, ImageSet set, ModelBundle bundle, Path checkpoints)
            throws IOException {
        StyleGan2Shape shape = TinyModel.shape(32, 3, 3);
        GanOptions options = GanOptions.of(32, 0.064, 1);
        try (GanTrainer trainer =
                new GanTrainer(torch, shape, set, options, List.of(), checkpoints)) {
            Weights average =
                    trainer.train(new Schedule(ALWAYS, 0), Progress.SILENT, (n, s) -> {}).weights();
            put(bundle, Model.GENERATOR, Model.STYLEGAN2, shape, average);
        }
    }

    private static void encoder(Torch torch, ImageSet set, ModelBundle bundle, Path checkpoints)
            throws IOException {
        EncoderOptions options = new EncoderOptions(8, 4, 0.002, 10, ALWAYS, 1);
        ResNetShape shape = ResNetShape.forImages(3, 32, TinyModel.W_DIM);
        try (Weights start = ResNet.init(torch, shape, new SplittableRandom(1));
                Model model = Model.open(torch, bundle.folder());
                EncoderTrainer trainer =
                        new EncoderTrainer(
                                torch,
                                model.generator(),
                                model.statistics(),
                                set,
                                new ResNet(torch, shape, start),
                                options,
                                checkpoints)) {
            var net = trainer.train(Progress.SILENT);
            put(bundle, Model.ENCODER, Model.RESNET, net.shape(), net.weights());
        }
    }

    private static void put(
            ModelBundle bundle, String name, String kind, Object shape, Weights weights)
            throws IOException {
        bundle.put(name, kind, false, shape, weights, Map.of(), Map.of());
    }

    /** Opens, groups, walks and closes so many times; tells the resident memory on the way. */
    private static void cycles(Path model, int count) throws IOException {
        for (int i = 1; i <= count; i++) {
            try (Plan plan = Plan.open(model, "cpu")) {
                var points = plan.anonymize(KSameOptions.of(3), Progress.SILENT).points();
                plan.walk(
                        points.get(0).code(),
                        points.get(1).code(),
                        0,
                        WalkOptions.of(3).withIterations(2),
                        Progress.SILENT);
            }
            if (i % 20 == 0) System.out.println("resident" + i + "=" + residentKilobytes());
        }
    }

    private static long residentKilobytes() throws IOException {
        System.gc();
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmRSS"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }

    /** Inverts images, groups and walks, and writes a data set of them. */
    static void release(Path model, Path out) throws IOException {
        ImageSet images;
        try (Torch torch = Torch.open("cpu");
                Model opened = Model.open(torch, model)) {
            images = TinyModel.images(opened);
        }
        ReleaseOptions options =
                ReleaseOptions.defaults()
                        .withPerClass(8)
                        .withWalk(WalkOptions.of(6).withIterations(4))
                        .withMargin(0.05, 1)
                        .withBatch(2)
                        .withLatents(true);
        try (Plan plan = Plan.open(model, "cpu")) {
            System.out.println("ready");
            plan.release(
                    images,
                    new InversionOptions(2, 0.05, 10, 1, 1, 0.002, 4),
                    KSameOptions.of(2),
                    options,
                    out,
                    Progress.SILENT);
        }
    }

    /** Saves the same walk and the same groups into one new folder after the other. */
    private static void saves(Path model, Path out) throws IOException {
        try (Plan plan = Plan.open(model, "cpu")) {
            Anonymized groups =
                    Anonymizer.of(plan)
                            .anonymize(
                                    AnonymizationMethod.CENTROID,
                                    KSameOptions.of(3),
                                    Progress.SILENT);
            ImagePlus stack =
                    KSameStack.of(groups.result(), groups.pictures(), groups.provenance());
            EndPoints ends = new EndPoints(plan, 3, Optional.empty(), Progress.SILENT);
            WalkPair walks =
                    WalkPair.walk(
                            plan,
                            ends.find("group 1"),
                            ends.find("group 2"),
                            "",
                            WalkOptions.of(3).withIterations(2),
                            Progress.SILENT);
            ImagePlus figure = WalkFigure.of(walks.both(), 3);
            System.out.println("ready");
            for (int i = 0; i < 10_000; i++) {
                Path folder = out.resolve("walk" + i);
                WalkFiles.save(walks.linear(), walks.plan(), figure, folder, true);
                KSameFiles.save(groups.result(), stack, out.resolve("groups" + i));
            }
        }
    }

    /** Prints the losses of a walk; those of later iterations tell of the points. */
    private static void walk(Path model) throws IOException {
        try (Plan plan = Plan.open(model, "cpu")) {
            var points = plan.anonymize(KSameOptions.of(3), Progress.SILENT).points();
            WalkResult walk =
                    plan.walk(
                            points.get(0).code(),
                            points.get(1).code(),
                            0,
                            WalkOptions.of(6).withIterations(10),
                            Progress.SILENT);
            System.out.println("losses=" + Arrays.toString(walk.lossHistory()));
        }
    }

    /** More pictures than fit into the memory that it was started with. */
    private static void heap() throws Exception {
        try (Context context = new Context()) {
            System.out.println(
                    "complaint="
                            + Commands.complaint(
                                    Commands.run(
                                            context,
                                            PhantomsCommand.class,
                                            "patients",
                                            200,
                                            "size",
                                            1024)));
        }
    }
}
