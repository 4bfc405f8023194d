package io.github.planfiji.ksame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.planfiji.dataset.Sample;
import io.github.planfiji.ksame.KSameOptions.MixedPatients;
import io.github.planfiji.ksame.KSameOptions.Remainder;
import io.github.planfiji.ksame.KSameOptions.Scope;
import io.github.planfiji.ksame.Membership.Entry;
import io.github.planfiji.ksame.Membership.Fate;
import io.github.planfiji.run.Progress;
import io.github.planfiji.run.UserException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What must hold of every run, over random sets of ragged patients. */
class KSamePropertyTest {

    private static final int RUNS = 100;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void groupsHoldKPatientsOrTheRunRefuses(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int refused = 0;
        for (int run = 0; run < RUNS; run++) {
            KSameSources sources = randomSources(random);
            KSameOptions options = randomOptions(random);
            if (fewest(sources, options.scope()) < options.k()) {
                refused++;
                assertThatThrownBy(() -> KSame.run(options, sources, Progress.SILENT))
                        .isInstanceOf(UserException.class)
                        .hasMessageContaining("fewer than k = " + options.k());
            } else {
                checkByHand(options, sources, KSame.run(options, sources, Progress.SILENT));
            }
        }
        assertThat(refused).isBetween(RUNS / 20, RUNS - RUNS / 5);
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12})
    void orderAndNamesOfImagesDoNotShow(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int run = 0; run < 40; run++) {
            KSameSources sources = randomSources(random);
            KSameOptions options = randomOptions(random);
            if (fewest(sources, options.scope()) < options.k()) continue;
            KSameResult one = KSame.run(options, sources, Progress.SILENT);
            KSameResult other =
                    KSame.run(options, shuffledAndRenamed(sources, seed + run), Progress.SILENT);
            assertThat(other.certificate()).isEqualTo(one.certificate());
            assertThat(other.points())
                    .usingRecursiveFieldByFieldElementComparator()
                    .isEqualTo(one.points());
        }
    }

    private static KSameSources randomSources(SplittableRandom random) {
        int images = 1 + random.nextInt(300);
        double mixed = random.nextBoolean() ? 0 : 0.1;
        return RandomSources.ragged(
                random, images, 1 + random.nextInt(6), 1 + random.nextInt(3), mixed);
    }

    private static KSameOptions randomOptions(SplittableRandom random) {
        List<KSameMethod> methods =
                List.of(
                        KSameMethod.centroid(),
                        KSameMethod.pixel(),
                        KSameMethod.eigen(1 + random.nextInt(5)),
                        KSameMethod.interpolation(1 + random.nextInt(3)));
        return new KSameOptions(
                2 + random.nextInt(19),
                GroupingRule.values()[random.nextInt(2)],
                Scope.values()[random.nextInt(2)],
                Remainder.values()[random.nextInt(2)],
                MixedPatients.MAJORITY_CLASS,
                methods.get(random.nextInt(methods.size())),
                random.nextLong());
    }

    private static void checkByHand(
            KSameOptions options, KSameSources sources, KSameResult result) {
        List<Entry> entries = result.membership().entries();
        assertThat(entries.stream().map(Entry::image).toList()).doesNotHaveDuplicates();
        assertThat(entries).hasSize(sources.size());
        Map<Integer, Set<String>> patients = new HashMap<>();
        Map<String, Integer> groupOf = new HashMap<>();
        for (Entry e : entries) {
            if (e.fate() != Fate.GROUPED) continue;
            patients.computeIfAbsent(e.group(), g -> new HashSet<>()).add(e.patient());
            Integer before = groupOf.put(e.patient(), e.group());
            assertThat(before).isIn(null, e.group());
        }
        int most = options.remainder() == Remainder.JOIN ? 2 * options.k() - 1 : options.k();
        assertThat(patients.values())
                .allSatisfy(p -> assertThat(p.size()).isBetween(options.k(), most));
        if (options.remainder() == Remainder.JOIN)
            assertThat(entries).noneMatch(e -> e.fate() == Fate.REMAINDER);
        assertThat(result.certificate().groups()).hasSize(patients.size());
        if (options.scope() == Scope.WITHIN_CLASSES)
            assertThat(result.certificate().classPurity().least()).isEqualTo(1);
        assertThat(
                        CertificateChecker.check(
                                        result.certificate(),
                                        result.points(),
                                        result.membership(),
                                        sources)
                                .breaches())
                .isEmpty();
    }

    /** The patients of the smallest class, or all of them. */
    private static int fewest(KSameSources sources, Scope scope) {
        Map<String, List<Sample>> byPatient =
                sources.samples().stream().collect(Collectors.groupingBy(Sample::patient));
        if (scope == Scope.ALL_CLASSES) return byPatient.size();
        Map<String, Integer> sizes = new HashMap<>();
        for (List<Sample> images : byPatient.values()) {
            TreeMap<String, Long> counts =
                    images.stream()
                            .collect(
                                    Collectors.groupingBy(
                                            Sample::condition,
                                            TreeMap::new,
                                            Collectors.counting()));
            long most = Collections.max(counts.values());
            String majority =
                    counts.keySet().stream()
                            .filter(c -> counts.get(c) == most)
                            .findFirst()
                            .orElseThrow();
            sizes.merge(majority, 1, Integer::sum);
        }
        return Collections.min(sizes.values());
    }

    private static KSameSources shuffledAndRenamed(KSameSources sources, long seed) {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < sources.size(); i++) order.add(i);
        Collections.shuffle(order, new Random(seed));
        List<Sample> samples = new ArrayList<>();
        float[][] codes = new float[order.size()][];
        for (int i = 0; i < codes.length; i++) {
            Sample s = sources.samples().get(order.get(i));
            String renamed = Integer.toHexString(s.patient().hashCode() * 31);
            samples.add(new Sample("image" + i, s.condition(), renamed));
            codes[i] = sources.codes()[order.get(i)];
        }
        return new KSameSources(codes, samples, sources.modelHash());
    }
}
