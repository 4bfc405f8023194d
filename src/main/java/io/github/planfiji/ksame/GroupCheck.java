package io.github.planfiji.ksame;

import io.github.planfiji.ksame.Certificate.Group;
import io.github.planfiji.ksame.KSameOptions.MixedPatients;
import io.github.planfiji.ksame.KSameOptions.Remainder;
import io.github.planfiji.ksame.KSameOptions.Scope;
import io.github.planfiji.ksame.Membership.Entry;
import io.github.planfiji.ksame.Membership.Fate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The checker's part about groups: sizes, disjointness, classes, what was left out, the counts. */
final class GroupCheck {

    /** Relative: the run rounds means to single precision, the check does not. */
    private static final double TOLERANCE = 1e-4;

    private final Certificate certificate;
    private final CheckedGroups groups;
    private final List<Entry> entries;
    private final List<String> breaches;

    GroupCheck(
            Certificate certificate,
            CheckedGroups groups,
            Membership membership,
            List<String> breaches) {
        this.certificate = certificate;
        this.groups = groups;
        entries = membership.entries();
        this.breaches = breaches;
    }

    void run() {
        expect("k is at least 2", certificate.k() >= 2);
        checkPatientsOnce();
        checkRows();
        checkCounts();
        checkPurity();
        checkSpread();
    }

    private void checkPatientsOnce() {
        Map<String, Entry> first = new HashMap<>();
        Map<List<String>, Integer> imagesOfClass = new HashMap<>();
        for (Entry e : entries) {
            imagesOfClass.merge(List.of(e.patient(), e.condition()), 1, Integer::sum);
            if (e.fate() == Fate.GROUPED) {
                Entry other = first.putIfAbsent(e.patient(), e);
                expect(
                        "the patient of image %d is in one group only".formatted(e.image()),
                        other == null || other.group() == e.group());
            }
        }
        boolean majority =
                certificate.scope() == Scope.WITHIN_CLASSES
                        && certificate.mixedPatients() == MixedPatients.MAJORITY_CLASS;
        for (Entry e : entries) {
            Entry grouped = first.get(e.patient());
            if (e.fate() == Fate.REMAINDER)
                expect(
                        "image %d is left out with its whole patient".formatted(e.image()),
                        grouped == null && certificate.remainder() == Remainder.SUPPRESS);
            if (e.fate() == Fate.OTHER_CLASS)
                expect(
                        "image %d is left out for its class".formatted(e.image()),
                        majority
                                && grouped != null
                                && !grouped.condition().equals(e.condition())
                                && imagesOfClass.get(List.of(e.patient(), e.condition()))
                                        <= imagesOfClass.get(
                                                List.of(e.patient(), grouped.condition())));
        }
    }

    private void checkRows() {
        List<Integer> certified = new ArrayList<>();
        for (Group row : certificate.groups()) {
            certified.add(row.group());
            if (groups.has(row.group())) checkRow(row);
        }
        List<Integer> found = new ArrayList<>();
        groups.numbers().forEach(found::add);
        expect("its rows are the groups of the membership", certified.equals(found));
        expect(
                "groups are numbered from 1",
                found.isEmpty() || found.get(found.size() - 1) == found.size());
    }

    private void checkRow(Group row) {
        String where = "group " + row.group();
        int patients = groups.patients(row.group());
        int most =
                certificate.remainder() == Remainder.JOIN
                        ? 2 * certificate.k() - 1
                        : certificate.k();
        expect(
                "%s holds at least k = %d patients (it holds %d)"
                        .formatted(where, certificate.k(), patients),
                patients >= certificate.k());
        expect(
                "%s holds at most %d patients (it holds %d)".formatted(where, most, patients),
                patients <= most);
        expect("the patients of " + where + " are counted right", row.patients() == patients);
        expect(
                "the images of " + where + " are counted right",
                row.images() == groups.images(row.group()));
        Set<String> classes = groups.classes(row.group()).keySet();
        if (certificate.scope() == Scope.WITHIN_CLASSES)
            expect(where + " is of its one class", classes.equals(Set.of(row.condition())));
        else expect(where + " names no class", row.condition().isEmpty());
    }

    private void checkCounts() {
        Set<String> all = new HashSet<>();
        Set<String> classes = new HashSet<>();
        Set<String> remainder = new HashSet<>();
        int remainderImages = 0;
        int otherClassImages = 0;
        for (Entry e : entries) {
            all.add(e.patient());
            classes.add(e.condition());
            if (e.fate() == Fate.REMAINDER) {
                remainder.add(e.patient());
                remainderImages++;
            }
            if (e.fate() == Fate.OTHER_CLASS) otherClassImages++;
        }
        int scopes = certificate.scope() == Scope.WITHIN_CLASSES ? classes.size() : 1;
        expect(
                "fewer than k patients of a class are left out as a remainder",
                remainder.size() <= scopes * (certificate.k() - 1));
        expect("all images are counted right", certificate.images() == entries.size());
        expect("all patients are counted right", certificate.patients() == all.size());
        expect(
                "what is left out is counted right",
                certificate
                        .suppressed()
                        .equals(
                                new Certificate.Suppressed(
                                        remainder.size(), remainderImages, otherClassImages)));
    }

    private void checkPurity() {
        double least = 1;
        double sum = 0;
        for (int group : groups.numbers()) {
            int most = groups.classes(group).values().stream().max(Integer::compare).orElseThrow();
            least = Math.min(least, most / (double) groups.images(group));
            sum += most / (double) groups.images(group);
        }
        expect(
                "class purity is right",
                near(certificate.classPurity().least(), least)
                        && near(certificate.classPurity().mean(), sum / groups.count()));
    }

    private void checkSpread() {
        double[] centre = groups.meanOfAll();
        int patients = 0;
        double within = 0;
        double total = 0;
        for (int group : groups.numbers())
            for (double[] patient : groups.patientMeans(group)) {
                patients++;
                within += squaredDistance(patient, groups.mean(group));
                total += squaredDistance(patient, centre);
            }
        within /= patients;
        total /= patients;
        // the floor is what rounding codes of this length can make of a variance of 0
        double tolerance = TOLERANCE * within + 1e-9 * groups.scale() * groups.scale();
        expect(
                "variance inside groups is right",
                Math.abs(certificate.spread().withinGroups() - within) <= tolerance
                        && Math.abs(certificate.spread().shareOfTotal() * total - within)
                                <= tolerance);
    }

    private static double squaredDistance(double[] a, double[] b) {
        double sum = 0;
        for (int d = 0; d < a.length; d++) sum += (a[d] - b[d]) * (a[d] - b[d]);
        return sum;
    }

    private static boolean near(double claimed, double found) {
        return Math.abs(claimed - found) <= 1e-9;
    }

    private void expect(String claim, boolean holds) {
        if (!holds) breaches.add("It does not hold that " + claim + ".");
    }
}
