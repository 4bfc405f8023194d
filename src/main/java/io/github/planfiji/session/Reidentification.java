package io.github.planfiji.session;

import io.github.planfiji.audit.ReidentificationCurve;
import io.github.planfiji.audit.ReidentificationMatcher;
import io.github.planfiji.audit.ReidentificationRow;
import io.github.planfiji.dataset.HeldOut;
import io.github.planfiji.dataset.ImageSet;
import io.github.planfiji.engine.Torch;
import io.github.planfiji.inversion.InversionOptions;
import io.github.planfiji.ksame.KSameOptions;
import io.github.planfiji.run.Progress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Anonymises an image set by several methods and k, and attacks every release: see {@link
 * ReidentificationCurve}.
 */
public final class Reidentification {

    private Reidentification() {}

    /**
     * With a model, for any method.
     *
     * @param set patients with two images or more; one image of each is set apart for the attack
     * @return rows by matcher, method and k
     * @throws io.github.planfiji.run.UserException if no patient has two images, or a class has
     *     fewer than k patients
     */
    public static List<ReidentificationRow> curve(
            Plan plan,
            ImageSet set,
            InversionOptions inversion,
            ReidentificationOptions options,
            String device,
            Progress progress)
            throws IOException {
        HeldOut images = ReidentificationCurve.divide(set, options.seed());
        return curve(
                Anonymizer.of(plan, images.known(), inversion), images, options, device, progress);
    }

    /** Without a model, for the methods that average pictures. */
    public static List<ReidentificationRow> curve(
            ImageSet set, ReidentificationOptions options, String device, Progress progress)
            throws IOException {
        HeldOut images = ReidentificationCurve.divide(set, options.seed());
        return curve(Anonymizer.of(images.known()), images, options, device, progress);
    }

    private static List<ReidentificationRow> curve(
            Anonymizer plain,
            HeldOut images,
            ReidentificationOptions options,
            String device,
            Progress progress)
            throws IOException {
        Anonymizer anonymizer = plain.with(options.how());
        try (Torch torch = Torch.open(device)) {
            List<ReidentificationMatcher> matchers = new ArrayList<>();
            matchers.add(ReidentificationMatcher.ofPixels());
            if (options.epochs() > 0)
                matchers.add(
                        ReidentificationMatcher.trained(
                                torch, images.known(), options.epochs(), options.seed(), progress));
            ReidentificationCurve curve = new ReidentificationCurve(images, matchers);
            // the greatest k first: it is the one that a class may have too few patients for
            for (int i = options.ks().size() - 1; i >= 0; i--) {
                KSameOptions k =
                        KSameOptions.of(options.ks().get(i))
                                .withScope(options.scope())
                                .withSeed(options.seed());
                for (AnonymizationMethod method : options.methods()) {
                    Anonymized made = anonymizer.anonymize(method, k, progress);
                    curve.attack(method.label(), made.result(), made.pictures());
                }
            }
            return curve.rows().stream()
                    .sorted(
                            Comparator.comparing(ReidentificationRow::matcher)
                                    .thenComparing(r -> AnonymizationMethod.of(r.method()))
                                    .thenComparing(ReidentificationRow::k))
                    .toList();
        }
    }
}
