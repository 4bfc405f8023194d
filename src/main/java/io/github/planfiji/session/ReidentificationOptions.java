package io.github.planfiji.session;

import io.github.planfiji.ksame.KSameOptions.Scope;
import io.github.planfiji.run.UserException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a re-identification curve compares.
 *
 * @param methods one line each
 * @param ks the points of a line, each at least 2
 * @param scope whether groups keep to one class
 * @param epochs that the trained matcher sees every image; 0 leaves it out
 * @param how options of single methods
 * @param seed of everything random
 */
public record ReidentificationOptions(
        List<AnonymizationMethod> methods,
        List<Integer> ks,
        Scope scope,
        int epochs,
        MethodOptions how,
        long seed) {

    public ReidentificationOptions {
        methods = methods.stream().distinct().toList();
        ks = ks.stream().distinct().sorted().toList();
        UserException.require(
                !methods.isEmpty() && !ks.isEmpty(),
                "A re-identification curve needs a method and a k: give both.");
        UserException.require(
                ks.get(0) >= 2,
                "k is %d, but one patient is not a group: give a k of 2 or more.",
                ks.get(0));
        UserException.require(epochs >= 0, "Epochs = %d must not be negative.", epochs);
    }

    /** k = 2, 3, 5 and 10 within classes, 20 epochs, seed 1. */
    public static ReidentificationOptions of(List<AnonymizationMethod> methods) {
        return new ReidentificationOptions(
                methods,
                List.of(2, 3, 5, 10),
                Scope.WITHIN_CLASSES,
                20,
                MethodOptions.defaults(),
                1);
    }

    public ReidentificationOptions withKs(List<Integer> value) {
        return new ReidentificationOptions(methods, value, scope, epochs, how, seed);
    }

    public ReidentificationOptions withScope(Scope value) {
        return new ReidentificationOptions(methods, ks, value, epochs, how, seed);
    }

    public ReidentificationOptions withEpochs(int value) {
        return new ReidentificationOptions(methods, ks, scope, value, how, seed);
    }

    public ReidentificationOptions withMethods(MethodOptions value) {
        return new ReidentificationOptions(methods, ks, scope, epochs, value, seed);
    }

    public ReidentificationOptions withSeed(long value) {
        return new ReidentificationOptions(methods, ks, scope, epochs, how, value);
    }

    /** Every option as text, in order, for provenance. */
    public Map<String, String> entries() {
        Map<String, String> all = new LinkedHashMap<>();
        all.put(
                "methods",
                String.join(", ", methods.stream().map(AnonymizationMethod::label).toList()));
        all.put("k", ks.toString());
        all.put("scope", scope.name().toLowerCase(Locale.ROOT).replace('_', ' '));
        all.put("matcher epochs", Integer.toString(epochs));
        all.put("seed", Long.toString(seed));
        return all;
    }
}
