package io.github.planfiji.audit;

import io.github.planfiji.dataset.HeldOut;
import io.github.planfiji.dataset.ImageSet;
import io.github.planfiji.dataset.Picture;
import io.github.planfiji.dataset.Sample;
import io.github.planfiji.dataset.Splits;
import io.github.planfiji.ksame.KSamePoint.Share;
import io.github.planfiji.ksame.KSameResult;
import io.github.planfiji.ksame.Membership;
import io.github.planfiji.run.Seed;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Attacks k-same releases of one image set, of any k and method, by matchers. Private: it holds
 * real images; its rows name nobody.
 *
 * <pre>{@code
 * HeldOut images = ReidentificationCurve.divide(set, seed);
 * ReidentificationCurve curve =
 *         new ReidentificationCurve(images, List.of(ReidentificationMatcher.ofPixels()));
 * // anonymise images.known() by any method, then
 * curve.attack("centroid", result, pictures);
 * List<ReidentificationRow> rows = curve.rows();
 * }</pre>
 */
public final class ReidentificationCurve {

    private final ImageSet known;
    private final Map<ReidentificationMatcher, ReidentificationAttack> attacks =
            new LinkedHashMap<>();
    private final List<ReidentificationRow> rows = new ArrayList<>();

    /**
     * @param images the known ones are anonymised and known to the attacker; the unseen ones, of
     *     the same patients, are matched with what is released
     */
    public ReidentificationCurve(HeldOut images, List<ReidentificationMatcher> matchers) {
        known = images.known();
        for (ReidentificationMatcher matcher : matchers)
            attacks.put(
                    matcher,
                    new ReidentificationAttack(
                            matcher.describe(known),
                            patients(known),
                            matcher.describe(images.unseen()),
                            patients(images.unseen())));
    }

    /**
     * One image of every patient that has two or more is set apart.
     *
     * @throws io.github.planfiji.run.UserException if no patient has two images
     */
    public static HeldOut divide(ImageSet set, long seed) {
        return Splits.unseenImages(set, 0, new Seed(seed));
    }

    private static int[] patients(ImageSet set) {
        return IntStream.range(0, set.size()).map(set::patientOf).toArray();
    }

    /**
     * Attacks one release by every matcher.
     *
     * @param method as the rows name it
     * @param result of the known images
     * @param pictures one a point
     */
    public void attack(String method, KSameResult result, List<Picture> pictures) {
        List<Set<Integer>> behind = behind(result);
        List<Sample> nobody =
                IntStream.range(0, pictures.size())
                        .mapToObj(i -> new Sample(Integer.toString(i), "", ""))
                        .toList();
        ImageSet released = new ImageSet(nobody, pictures);
        attacks.forEach(
                (matcher, attack) ->
                        rows.add(
                                new ReidentificationRow(
                                        matcher.name(),
                                        attack.accuracy(),
                                        method,
                                        result.certificate().k(),
                                        pictures.size(),
                                        (int) IntStream.of(patients(known)).distinct().count(),
                                        attack.on(matcher.describe(released), behind))));
    }

    /** The patients behind every point, by their numbers in the set. */
    private List<Set<Integer>> behind(KSameResult result) {
        Map<Integer, Set<Integer>> groups = new HashMap<>();
        for (Membership.Entry e : result.membership().entries())
            groups.computeIfAbsent(e.group(), g -> new HashSet<>()).add(known.patientOf(e.image()));
        return result.points().stream()
                .map(
                        point -> {
                            Set<Integer> all = new HashSet<>();
                            for (Share share : point.shares())
                                all.addAll(groups.get(share.group()));
                            return all;
                        })
                .toList();
    }

    /** What came out so far, in the order of the attacks. */
    public List<ReidentificationRow> rows() {
        return List.copyOf(rows);
    }
}
