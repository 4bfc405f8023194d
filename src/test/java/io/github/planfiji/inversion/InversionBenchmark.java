package io.github.planfiji.inversion;

import io.github.planfiji.dataset.ImageSet;
import io.github.planfiji.dataset.phantom.PhantomOptions;
import io.github.planfiji.dataset.phantom.PhantomSet;
import io.github.planfiji.engine.FrozenResNet;
import io.github.planfiji.engine.Model;
import io.github.planfiji.engine.ResNetShape;
import io.github.planfiji.engine.Torch;
import io.github.planfiji.run.Progress;
import io.github.planfiji.training.ClassifierOptions;
import io.github.planfiji.training.ClassifierTrainer;
import io.github.planfiji.training.Target;
import io.github.planfiji.training.TrainedClassifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Figures and seconds of inversions of the sample model, on phantoms of patients that it never saw;
 * run by hand. Arguments: model folder, folder of the judge's checkpoint, images, then one set-up
 * each as steps,rate,pixel,perceptual,condition,prior,batch.
 */
final class InversionBenchmark {

    private InversionBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        ImageSet all = PhantomSet.generate(PhantomOptions.of(260, 8, 64, 1), Progress.SILENT);
        ImageSet train = all.subset(IntStream.range(0, 1600).toArray());
        int count = Integer.parseInt(arguments[2]);
        ImageSet unseen =
                all.subset(IntStream.range(0, count).map(i -> 1600 + i * 480 / count).toArray());
        ClassifierOptions how = ClassifierOptions.of(Target.CONDITION, 8, 77);
        Path folder = Path.of(arguments[1]);
        Files.createDirectories(folder);
        try (Torch torch = Torch.open("cpu");
                Model model = Model.open(torch, Path.of(arguments[0]));
                ClassifierTrainer trainer =
                        new ClassifierTrainer(
                                torch,
                                ResNetShape.forClassifier(3, 64, 3),
                                train,
                                all.subset(IntStream.range(1600, 2080).toArray()),
                                how,
                                folder);
                TrainedClassifier trained = trainer.train(Progress.SILENT);
                FrozenResNet judge = trained.freeze(torch)) {
            System.out.println("judge " + trained.figures());
            for (String setup : Arrays.asList(arguments).subList(3, arguments.length)) {
                double[] v = Arrays.stream(setup.split(",")).mapToDouble(Double::valueOf).toArray();
                InversionOptions options =
                        new InversionOptions((int) v[0], v[1], v[2], v[3], v[4], v[5], (int) v[6]);
                long start = System.nanoTime();
                float[][] codes = new Inverter(model, options).invert(unseen, Progress.SILENT);
                double seconds = (System.nanoTime() - start) / 1e9;
                System.out.printf(
                        Locale.ROOT,
                        "%s: %.1f s, %.0f image-steps/s, guide %.3f, %s%n",
                        setup,
                        seconds,
                        count * v[0] / seconds,
                        InversionFigures.of(
                                        model, model.condition(), unseen, codes, Progress.SILENT)
                                .sameClass(),
                        InversionFigures.of(model, judge, unseen, codes, Progress.SILENT));
            }
        }
    }
}
