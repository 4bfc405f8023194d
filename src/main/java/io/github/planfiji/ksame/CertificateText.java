package io.github.planfiji.ksame;

import io.github.planfiji.ksame.KSameMethod.Derivation;
import io.github.planfiji.ksame.KSameOptions.Scope;
import java.util.ArrayList;
import java.util.List;

/** What a certificate says, and does not say, in sentences for the reader of a release. */
final class CertificateText {

    private CertificateText() {}

    static List<String> covers(Derivation derivation) {
        List<String> sentences = new ArrayList<>();
        sentences.add(
                "Groups are disjoint, each holds at least k distinct patients, and every given image"
                        + " is in one group or counted as left out.");
        sentences.add(
                switch (derivation) {
                    case MEAN -> "Each point is the mean of its group, every patient alike.";
                    case INTERPOLATION ->
                            "Each point is a weighted mean of the means of one or two groups.";
                    case PROJECTION ->
                            "Each point is the mean of its group, projected onto a common subspace.";
                    case OPTIMIZATION -> "Each point was optimised from the mean of its group.";
                });
        sentences.add(
                "Given the model, a point can then be linked to one of its patients with a probability"
                        + " of at most 1/k.");
        return sentences;
    }

    static List<String> doesNotCover(Scope scope, Derivation derivation) {
        List<String> sentences = new ArrayList<>();
        sentences.add(
                "The bound is conditional on the model: generator, encoder, eigenbasis and classifiers"
                        + " were made from all patients.");
        sentences.add(
                "Points walked between these points carry no k: they are a walk between k-same points,"
                        + " not k-anonymous.");
        sentences.add(
                "The bound is lost where the same patients are released again in other groups.");
        if (scope == Scope.WITHIN_CLASSES)
            sentences.add("Groups keep to one class, which discloses the class of every member.");
        if (derivation == Derivation.OPTIMIZATION)
            sentences.add(
                    "The optimised points are not derived again by the check, only their groups are; the"
                            + " optimisation looks at every member, and nothing proves that none weighs"
                            + " more than the others.");
        return sentences;
    }
}
