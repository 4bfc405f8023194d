package io.github.planfiji.ksame;

import io.github.planfiji.run.UserException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Everything that defines a k-same run.
 *
 * @param k the least number of distinct patients behind a point, at least 2
 * @param rule how patients are put into groups
 * @param scope whether groups keep to one class
 * @param remainder what becomes of patients beyond a multiple of k
 * @param mixedPatients what becomes of patients with images of several classes; matters within
 *     classes only
 * @param method how points are made from groups
 * @param seed of methods that draw at random; the grouping draws nothing
 */
public record KSameOptions(
        int k,
        GroupingRule rule,
        Scope scope,
        Remainder remainder,
        MixedPatients mixedPatients,
        KSameMethod method,
        long seed) {

    /** Whether groups keep to one class. */
    public enum Scope {
        /** Each group is of one class, which discloses the class of its members. */
        WITHIN_CLASSES,
        /** Groups form over all classes; points have no class. */
        ALL_CLASSES
    }

    /** What becomes of patients beyond a multiple of k. */
    public enum Remainder {
        /** They join groups: k to 2k-1 patients a group. */
        JOIN,
        /** Exactly k patients a group; those farthest from their group's mean are left out. */
        SUPPRESS
    }

    /**
     * What becomes of a patient with images of several classes where groups keep to one class. The
     * patient can be in one group only, or groups would share a patient.
     */
    public enum MixedPatients {
        /** The run stops with a message. */
        REFUSE,
        /**
         * The patient belongs to the class of most of the images (of equals, the first by name);
         * the images of the other classes are left out, and counted.
         */
        MAJORITY_CLASS
    }

    /**
     * @throws UserException if k is less than 2
     */
    public KSameOptions {
        UserException.require(
                k >= 2, "k is %d, but one patient is not a group: give a k of 2 or more.", k);
    }

    /**
     * MDAV within classes, the remainder joins groups, mixed patients by majority, latent
     * centroids, seed 0.
     */
    public static KSameOptions of(int k) {
        return new KSameOptions(
                k,
                GroupingRule.MDAV,
                Scope.WITHIN_CLASSES,
                Remainder.JOIN,
                MixedPatients.MAJORITY_CLASS,
                KSameMethod.centroid(),
                0);
    }

    public KSameOptions withRule(GroupingRule value) {
        return new KSameOptions(k, value, scope, remainder, mixedPatients, method, seed);
    }

    public KSameOptions withScope(Scope value) {
        return new KSameOptions(k, rule, value, remainder, mixedPatients, method, seed);
    }

    public KSameOptions withRemainder(Remainder value) {
        return new KSameOptions(k, rule, scope, value, mixedPatients, method, seed);
    }

    public KSameOptions withMixedPatients(MixedPatients value) {
        return new KSameOptions(k, rule, scope, remainder, value, method, seed);
    }

    public KSameOptions withMethod(KSameMethod value) {
        return new KSameOptions(k, rule, scope, remainder, mixedPatients, value, seed);
    }

    public KSameOptions withSeed(long value) {
        return new KSameOptions(k, rule, scope, remainder, mixedPatients, method, value);
    }

    /** Every option as text, in order, for provenance. */
    public Map<String, String> entries() {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("k", Integer.toString(k));
        all.put("rule", text(rule));
        all.put("scope", text(scope));
        all.put("remainder", text(remainder));
        all.put("mixed patients", text(mixedPatients));
        all.put("method", method.name());
        all.put("seed", Long.toString(seed));
        return all;
    }

    private static String text(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
