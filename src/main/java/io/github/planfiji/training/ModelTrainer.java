package io.github.planfiji.training;

import io.github.planfiji.dataset.HeldOut;
import io.github.planfiji.dataset.ImageSet;
import io.github.planfiji.dataset.Splits;
import io.github.planfiji.engine.Codes;
import io.github.planfiji.engine.FeatureNet;
import io.github.planfiji.engine.FrozenResNet;
import io.github.planfiji.engine.Model;
import io.github.planfiji.engine.ModelBundle;
import io.github.planfiji.engine.ModelManifest;
import io.github.planfiji.engine.PerceptualNet;
import io.github.planfiji.engine.ResNet;
import io.github.planfiji.engine.ResNetShape;
import io.github.planfiji.engine.StyleGan2Generator;
import io.github.planfiji.engine.StyleGan2Shape;
import io.github.planfiji.engine.Torch;
import io.github.planfiji.engine.Trust;
import io.github.planfiji.engine.Weights;
import io.github.planfiji.inversion.InversionOptions;
import io.github.planfiji.inversion.Inverter;
import io.github.planfiji.run.AtomicFile;
import io.github.planfiji.run.FolderLock;
import io.github.planfiji.run.Progress;
import io.github.planfiji.run.Seed;
import io.github.planfiji.run.UserException;
import io.github.planfiji.run.Version;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Trains every network of a model, one after the other, into a bundle: condition classifier,
 * identity classifier, GAN, encoder, then the codes of the training images and the held-out
 * figures. What the bundle has already is kept, and a part that was interrupted goes on from its
 * checkpoint.
 */
public final class ModelTrainer {

    /** The share of a patient's images that only measure the identity classifier. */
    private static final double UNSEEN_IMAGES = 0.2;

    private final Torch torch;
    private final TrainingData data;
    private final ModelOptions options;
    private final Path checkpoints;
    private final ModelBundle bundle;
    private final Trust trust;

    /** Trains networks of this program only, see the other constructor. */
    public ModelTrainer(Torch torch, TrainingData data, ModelOptions options, Path folder)
            throws IOException {
        this(torch, data, options, folder, Trust.NUMBERS);
    }

    /**
     * @param folder of the bundle, made if it is not there; checkpoints are kept in its folder
     *     "checkpoints", which is private and may be deleted after the training
     * @param trust whether a TorchScript generator in the folder may be opened, to train
     *     classifiers and encoder for it
     * @throws UserException if the images are of one class only, or there is a model of other
     *     images or classes in the folder
     */
    public ModelTrainer(
            Torch torch, TrainingData data, ModelOptions options, Path folder, Trust trust)
            throws IOException {
        this.trust = trust;
        this.torch = torch;
        this.data = data;
        this.options = options;
        this.checkpoints = folder.resolve("checkpoints");
        ImageSet train = data.train();
        UserException.require(
                train.classes().size() >= 2,
                "The training images are of one class only (%s), but a walk keeps its class by a classifier: give images of two classes or more.",
                String.join(", ", train.classes()));
        ModelManifest wanted =
                ModelManifest.of(Version.TOOL, train.height(), train.channels(), train.classes());
        this.bundle = ModelBundle.create(folder, wanted);
        ModelManifest found = bundle.manifest();
        UserException.require(
                found.resolution() == wanted.resolution()
                        && found.channels() == wanted.channels()
                        && found.classes().equals(wanted.classes()),
                "The folder %s has a model of other images (%d pixels, classes %s): train into an empty folder.",
                folder,
                found.resolution(),
                String.join(", ", found.classes()));
    }

    /**
     * Trains what is missing.
     *
     * @param sheet is shown samples while the GAN trains
     * @throws io.github.planfiji.run.CanceledException if the user stopped; the same call goes on
     *     later
     * @throws UserException if the images do not suffice, a checkpoint there was made with other
     *     options, or another run writes there
     */
    public void train(Progress progress, GanTrainer.SampleSheet sheet) throws IOException {
        try (FolderLock lock = FolderLock.on(checkpoints)) {
            AtomicFile.removeLeftovers(bundle.folder());
            AtomicFile.removeLeftovers(checkpoints);
            trainCondition(progress);
            trainIdentity(progress);
            trainGanAndEncoder(progress, sheet);
            try (Model model = Model.open(torch, bundle.folder(), trust)) {
                computeCodes(model, progress);
            }
        }
    }

    private void trainCondition(Progress progress) throws IOException {
        if (bundle.has(Model.CONDITION)) return;
        trainClassifier(
                Model.CONDITION,
                false,
                Target.CONDITION,
                data.train(),
                data.unseen(),
                options.conditionEpochs(),
                progress);
    }

    private void trainIdentity(Progress progress) throws IOException {
        // before the part: a crash between the two would leave a model that knows nobody
        bundle.setIdentities(data.train().patients().size());
        if (bundle.has(Model.IDENTITY)) return;
        HeldOut images = Splits.unseenImages(data.train(), UNSEEN_IMAGES, new Seed(options.seed()));
        trainClassifier(
                Model.IDENTITY,
                true,
                Target.IDENTITY,
                images.known(),
                images.unseen(),
                options.identityEpochs(),
                progress);
    }

    private void trainClassifier(
            String part,
            boolean isPrivate,
            Target target,
            ImageSet train,
            ImageSet heldOut,
            int epochs,
            Progress progress)
            throws IOException {
        ResNetShape shape =
                ResNetShape.forClassifier(train.channels(), train.height(), target.count(train));
        ClassifierOptions how = ClassifierOptions.of(target, epochs, options.seed());
        try (ClassifierTrainer trainer =
                        new ClassifierTrainer(torch, shape, train, heldOut, how, checkpoints);
                TrainedClassifier trained = trainer.train(progress)) {
            Map<String, Double> figures = new LinkedHashMap<>();
            figures.put("held-out images", (double) trained.figures().images());
            figures.put("accuracy", trained.figures().accuracy());
            figures.put("balanced accuracy", trained.figures().balancedAccuracy());
            bundle.put(
                    part,
                    Model.RESNET,
                    isPrivate,
                    shape,
                    trained.weights(),
                    options.asMap(),
                    figures);
            progress.note(
                    "%s classifier: accuracy %.3f on %d held-out images"
                            .formatted(
                                    part,
                                    trained.figures().accuracy(),
                                    trained.figures().images()));
        }
    }

    private void trainGanAndEncoder(Progress progress, GanTrainer.SampleSheet sheet)
            throws IOException {
        if (bundle.has(Model.GENERATOR) && bundle.has(Model.ENCODER)) return;
        if (bundle.has(Model.GENERATOR) && !GanTrainer.hasCheckpoint(checkpoints)) {
            trainEncoderAnew(progress);
            return;
        }
        ImageSet train = data.train();
        StyleGan2Shape shape =
                options.shape(train.height(), train.channels(), train.classes().size());
        GanOptions how =
                GanOptions.of(train.height(), options.kimg(), options.seed())
                        .withMirror(options.mirror());
        try (Model model = Model.open(torch, bundle.folder(), trust)) {
            // what tells classes and patients apart is what a rebuilt image must keep
            List<FeatureNet> features =
                    List.of(
                            PerceptualNet.of(torch, model.condition()),
                            PerceptualNet.of(torch, model.identity()));
            try (GanTrainer trainer =
                    new GanTrainer(torch, shape, train, how, features, checkpoints)) {
                if (!bundle.has(Model.GENERATOR)) trainGan(trainer, shape, progress, sheet);
                trainEncoder(trainer.encoder(), progress);
            }
        }
    }

    /** For a generator that was trained elsewhere. */
    private void trainEncoderAnew(Progress progress) throws IOException {
        int outputs;
        try (Model model = Model.open(torch, bundle.folder(), trust)) {
            outputs = model.generator().wDim();
        }
        ImageSet train = data.train();
        ResNetShape shape = ResNetShape.forImages(train.channels(), train.height(), outputs);
        SplittableRandom random = new Seed(options.seed()).stream("encoder");
        try (Weights weights = ResNet.init(torch, shape, random)) {
            trainEncoder(new ResNet(torch, shape, weights), progress);
        }
    }

    private void trainGan(
            GanTrainer trainer,
            StyleGan2Shape shape,
            Progress progress,
            GanTrainer.SampleSheet sheet)
            throws IOException {
        StyleGan2Generator average = trainer.train(Schedule.of(options.minutes()), progress, sheet);
        bundle.put(
                Model.GENERATOR,
                Model.STYLEGAN2,
                false,
                shape,
                average.weights(),
                options.asMap(),
                Map.of("thousand images shown", trainer.imagesShown() / 1000.0));
    }

    /** Goes on with the encoder that learnt beside the GAN, now for the averaged generator. */
    private void trainEncoder(ResNet start, Progress progress) throws IOException {
        EncoderOptions how = EncoderOptions.of(options.encoderSteps(), options.seed());
        try (Model model = Model.open(torch, bundle.folder(), trust);
                EncoderTrainer trainer =
                        new EncoderTrainer(
                                torch,
                                model.generator(),
                                model.statistics(),
                                data.train(),
                                start,
                                how,
                                checkpoints)) {
            ResNet net = trainer.train(progress);
            bundle.put(
                    Model.ENCODER,
                    Model.RESNET,
                    true,
                    net.shape(),
                    net.weights(),
                    options.asMap(),
                    Map.of());
        }
    }

    private void computeCodes(Model model, Progress progress) throws IOException {
        if (bundle.has(Model.CODES)) return;
        ImageSet train = data.train();
        float[][] latents =
                new Inverter(model, InversionOptions.of(options.inversionSteps()))
                        .invert(train, progress, checkpoints.resolve("codes-PRIVATE.partial"));
        Codes codes =
                new Codes(
                        latents,
                        IntStream.range(0, train.size()).map(train::classOf).toArray(),
                        IntStream.range(0, train.size()).map(train::patientOf).toArray());
        Map<String, Double> figures = measure(model, codes, progress);
        try (Weights weights = codes.toWeights(torch)) {
            bundle.put(
                    Model.CODES,
                    Codes.KIND,
                    true,
                    codes.shape(),
                    weights,
                    options.asMap(),
                    figures);
        }
        figures.forEach((name, value) -> progress.note("%s: %.4f".formatted(name, value)));
    }

    /** The condition classifier guides inversions, so another one judges their classes. */
    private Map<String, Double> measure(Model model, Codes codes, Progress progress)
            throws IOException {
        ImageSet train = data.train();
        ResNetShape shape =
                ResNetShape.forClassifier(
                        train.channels(), train.height(), Target.CONDITION.count(train));
        ClassifierOptions how =
                ClassifierOptions.of(
                        Target.CONDITION,
                        Math.max(1, options.conditionEpochs() / 2),
                        new Seed(options.seed()).derive("judge").value());
        Path folder = checkpoints.resolve("judge");
        try (ClassifierTrainer trainer =
                        new ClassifierTrainer(torch, shape, train, data.unseen(), how, folder);
                TrainedClassifier trained = trainer.train(progress);
                FrozenResNet judge = trained.freeze(torch)) {
            return new HeldOutFigures(model, data, options, judge).measure(codes, progress);
        }
    }
}
