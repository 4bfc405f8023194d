package io.github.planfiji.ksame;

import io.github.planfiji.dataset.Sample;
import io.github.planfiji.ksame.Membership.Entry;
import io.github.planfiji.ksame.Membership.Fate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Derives every claim of a certificate again, from the private membership and sources alone. It
 * shares no code with the run that wrote the certificate but the records that both read: a fault
 * there cannot hide itself here.
 */
public final class CertificateChecker {

    private CertificateChecker() {}

    /**
     * Checks that each source is used once or left out and counted, patients are in one group only,
     * groups hold k distinct patients (to 2k-1 where the remainder joined, exactly k where it was
     * left out) of one class (where groups keep to one), points are the aggregates that they claim,
     * and all counts are right.
     *
     * @param sources the images that the run was given, in its order
     */
    public static CheckReport check(
            Certificate certificate,
            List<KSamePoint> points,
            Membership membership,
            KSameSources sources) {
        List<String> breaches = new ArrayList<>();
        checkEntries(membership.entries(), sources, breaches);
        // what follows would read codes of images that are not there
        if (!breaches.isEmpty()) return new CheckReport(breaches);
        CheckedGroups groups = new CheckedGroups(membership, sources);
        new GroupCheck(certificate, groups, membership, breaches).run();
        new PointCheck(certificate, groups, points, breaches).run();
        return new CheckReport(breaches);
    }

    private static void checkEntries(
            List<Entry> entries, KSameSources sources, List<String> breaches) {
        int[] used = new int[sources.size()];
        for (Entry e : entries) {
            if (e.image() < 0 || e.image() >= used.length) {
                breaches.add(
                        "The membership names image %d, which is no source.".formatted(e.image()));
                continue;
            }
            used[e.image()]++;
            Sample s = sources.samples().get(e.image());
            if (!Objects.equals(s.patient(), e.patient())
                    || !Objects.equals(s.condition(), e.condition())
                    || !Objects.equals(s.name(), e.name()))
                breaches.add(
                        "Image %d has another name, patient or class in the membership than in the sources."
                                .formatted(e.image()));
            if ((e.fate() == Fate.GROUPED) != (e.group() > 0))
                breaches.add("Image %d is both in a group and left out.".formatted(e.image()));
        }
        for (int i = 0; i < used.length; i++)
            if (used[i] != 1)
                breaches.add("Image %d is used %d times, not once.".formatted(i, used[i]));
    }
}
