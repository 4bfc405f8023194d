package io.github.planfiji.ksame;

import io.github.planfiji.ksame.KSameMethod.Derivation;
import io.github.planfiji.ksame.KSameOptions.MixedPatients;
import io.github.planfiji.ksame.KSameOptions.Remainder;
import io.github.planfiji.ksame.KSameOptions.Scope;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What a k-same run claims, without any member; may be released. {@link CertificateChecker} derives
 * each claim again from the private membership.
 *
 * @param formatVersion of the certificate's fields, now 1
 * @param tool what made it, with version
 * @param modelHash the model in whose space the codes lie, or "none"
 * @param seed the seed of the run
 * @param k least number of distinct patients a group
 * @param rule how patients were put into groups
 * @param scope whether groups keep to one class
 * @param remainder what became of patients beyond a multiple of k
 * @param mixedPatients what became of patients with images of several classes
 * @param method how points were made from groups
 * @param derivation what the checker derived again of the points
 * @param images images given
 * @param patients distinct patients given
 * @param points points made
 * @param groups one row a group, in the order of their numbers
 * @param suppressed what was left out
 * @param classPurity share of a group's images that are of its most common class
 * @param spread variance inside groups
 * @param covers sentences: what the certificate says
 * @param doesNotCover sentences: what it does not say
 */
public record Certificate(
        int formatVersion,
        String tool,
        String modelHash,
        long seed,
        int k,
        GroupingRule rule,
        Scope scope,
        Remainder remainder,
        MixedPatients mixedPatients,
        String method,
        Derivation derivation,
        int images,
        int patients,
        int points,
        List<Group> groups,
        Suppressed suppressed,
        ClassPurity classPurity,
        Spread spread,
        List<String> covers,
        List<String> doesNotCover) {

    /** The format that this code writes and reads. */
    static final int FORMAT_VERSION = 1;

    /**
     * @throws NullPointerException if anything is missing
     */
    public Certificate {
        Stream.of(tool, modelHash, rule, scope, remainder, mixedPatients, method, derivation)
                .forEach(Objects::requireNonNull);
        Stream.of(suppressed, classPurity, spread).forEach(Objects::requireNonNull);
        groups = List.copyOf(groups);
        covers = List.copyOf(covers);
        doesNotCover = List.copyOf(doesNotCover);
    }

    /**
     * One row of the certificate's table.
     *
     * @param group 1-based number
     * @param condition the class, or empty where groups span all classes
     * @param patients distinct patients in it
     * @param images images in it
     */
    public record Group(int group, String condition, int patients, int images) {}

    /**
     * What was left out.
     *
     * @param remainderPatients patients beyond a multiple of k
     * @param remainderImages their images
     * @param otherClassImages images of grouped patients in another class than the group's
     */
    public record Suppressed(int remainderPatients, int remainderImages, int otherClassImages) {}

    /**
     * Over all groups, 0..1 each; 1 where groups keep to one class.
     *
     * @param least of the least pure group
     * @param mean of all groups, each of the same weight
     */
    public record ClassPurity(double least, double mean) {}

    /**
     * Variance of the grouped patients' codes.
     *
     * @param withinGroups mean squared distance of a patient to the group's mean, in squared units
     *     of the codes
     * @param shareOfTotal that over the mean squared distance to the mean of all: 0 (nothing lost)
     *     to 1 (the usual information loss SSE/SST of microaggregation); 0 where all codes are
     *     equal
     */
    public record Spread(double withinGroups, double shareOfTotal) {}
}
