package io.github.planfiji.ksame;

import io.github.planfiji.dataset.Sample;
import io.github.planfiji.ksame.Certificate.ClassPurity;
import io.github.planfiji.ksame.Certificate.Group;
import io.github.planfiji.ksame.Certificate.Spread;
import io.github.planfiji.ksame.Certificate.Suppressed;
import io.github.planfiji.ksame.Membership.Entry;
import io.github.planfiji.ksame.Membership.Fate;
import io.github.planfiji.run.Version;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Writes down what a run did: the private membership, and the certificate of it. */
final class Certifier {

    private final KSameSources sources;
    private final List<MemberGroup> groups;

    Certifier(KSameSources sources, List<MemberGroup> groups) {
        this.sources = sources;
        this.groups = groups;
    }

    Membership membership() {
        int[] groupOf = new int[sources.size()];
        Set<String> grouped = new HashSet<>();
        for (MemberGroup group : groups)
            for (PatientCode patient : group.patients())
                for (int image : patient.images()) {
                    groupOf[image] = group.number();
                    grouped.add(sources.samples().get(image).patient());
                }
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < groupOf.length; i++) {
            Sample s = sources.samples().get(i);
            Fate leftOut = grouped.contains(s.patient()) ? Fate.OTHER_CLASS : Fate.REMAINDER;
            Fate fate = groupOf[i] > 0 ? Fate.GROUPED : leftOut;
            entries.add(new Entry(i, s.name(), s.patient(), s.condition(), groupOf[i], fate));
        }
        return new Membership(entries);
    }

    Certificate certificate(KSameOptions options, Membership membership, int points) {
        return new Certificate(
                Certificate.FORMAT_VERSION,
                Version.TOOL,
                sources.modelHash(),
                options.seed(),
                options.k(),
                options.rule(),
                options.scope(),
                options.remainder(),
                options.mixedPatients(),
                options.method().name(),
                options.method().derivation(),
                sources.size(),
                (int) sources.samples().stream().map(Sample::patient).distinct().count(),
                points,
                rows(),
                suppressed(membership),
                classPurity(),
                spread(),
                CertificateText.covers(options.method().derivation()),
                CertificateText.doesNotCover(options.scope(), options.method().derivation()));
    }

    private List<Group> rows() {
        return groups.stream()
                .map(g -> new Group(g.number(), g.condition(), g.patients().size(), g.images()))
                .toList();
    }

    private static Suppressed suppressed(Membership membership) {
        List<Entry> remainder =
                membership.entries().stream().filter(e -> e.fate() == Fate.REMAINDER).toList();
        return new Suppressed(
                (int) remainder.stream().map(Entry::patient).distinct().count(),
                remainder.size(),
                (int)
                        membership.entries().stream()
                                .filter(e -> e.fate() == Fate.OTHER_CLASS)
                                .count());
    }

    private ClassPurity classPurity() {
        double least = 1;
        double sum = 0;
        for (MemberGroup group : groups) {
            Map<String, Long> counts =
                    group.patients().stream()
                            .flatMap(p -> Arrays.stream(p.images()).boxed())
                            .map(i -> sources.samples().get(i).condition())
                            .collect(
                                    Collectors.groupingBy(
                                            Function.identity(), Collectors.counting()));
            long most = counts.values().stream().mapToLong(c -> c).max().orElseThrow();
            double purity = most / (double) group.images();
            least = Math.min(least, purity);
            sum += purity;
        }
        return new ClassPurity(least, sum / groups.size());
    }

    private Spread spread() {
        List<float[]> codes =
                groups.stream().flatMap(g -> g.patients().stream().map(PatientCode::code)).toList();
        float[] mean = Vectors.mean(codes);
        double total = 0;
        for (float[] code : codes) total += Vectors.squaredDistance(code, mean);
        double within = 0;
        for (MemberGroup g : groups)
            for (PatientCode p : g.patients())
                within += Vectors.squaredDistance(p.code(), g.mean());
        return new Spread(within / codes.size(), total == 0 ? 0 : within / total);
    }
}
