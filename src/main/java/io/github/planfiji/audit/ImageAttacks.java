package io.github.planfiji.audit;

import io.github.planfiji.measure.DensityRatio;
import io.github.planfiji.measure.NearestNeighbours;
import io.github.planfiji.measure.PatientHalves;
import java.util.Arrays;
import java.util.List;

/**
 * Membership attacks of someone who has the released images and nothing else of the house:
 *
 * <ul>
 *   <li>minus the distance to the nearest released image (GAN-Leaks, full black box: Chen et al.,
 *       CCS 2020, arXiv 1909.03935);
 *   <li>the same less what it is for images of the population (their calibration, with reference
 *       images in place of a reference generator);
 *   <li>the density of released images over that of the population ({@link DensityRatio}).
 * </ul>
 *
 * The last two take half of the held-out patients for the population, and are tried on the other
 * half.
 */
public final class ImageAttacks {

    /** The attacks' names in their order. */
    public static final List<String> NAMES =
            List.of("Nearest released image", "Calibrated nearest", "Density ratio");

    private final FeatureSpace space;
    private final int[] memberPatients;
    private final int[] otherPatients;
    private final AuditOptions options;

    private ImageAttacks(FeatureSpace space, AuditSets sets, AuditOptions options) {
        this.space = space;
        this.memberPatients = sets.trainingPatients();
        this.otherPatients = sets.heldOutPatients();
        this.options = options;
    }

    /** All attacks in one feature space, named by {@link #NAMES}. */
    public static List<MembershipAttack> of(
            FeatureSpace space, AuditSets sets, AuditOptions options) {
        return new ImageAttacks(space, sets, options).run();
    }

    private List<MembershipAttack> run() {
        int[][] halves = new PatientHalves(otherPatients, options.random("held-out halves")).next();
        int[] tried = halves[0];
        float[][] reference = rows(space.heldOut(), halves[1]);
        float[][] members = space.training();
        float[][] others = rows(space.heldOut(), tried);
        int[] triedPatients = Arrays.stream(tried).map(i -> otherPatients[i]).toArray();

        double[] membersNear = nearness(members, space.released());
        double[] allOthersNear = nearness(space.heldOut(), space.released());
        double[] othersNear = Arrays.stream(tried).mapToDouble(i -> allOthersNear[i]).toArray();
        return List.of(
                attack(0, membersNear, allOthersNear, otherPatients),
                attack(
                        1,
                        difference(membersNear, nearness(members, reference)),
                        difference(othersNear, nearness(others, reference)),
                        triedPatients),
                attack(
                        2,
                        DensityRatio.log(members, space.released(), reference),
                        DensityRatio.log(others, space.released(), reference),
                        triedPatients));
    }

    private MembershipAttack attack(int name, double[] members, double[] others, int[] patients) {
        return MembershipAttack.of(
                NAMES.get(name),
                space.name(),
                new AttackScores(members, memberPatients),
                new AttackScores(others, patients),
                options);
    }

    /** Minus the distance of each image to the nearest of others. */
    private static double[] nearness(float[][] images, float[][] to) {
        return Arrays.stream(NearestNeighbours.between(images, to, 1).squaredDistances(0))
                .map(distance -> -distance)
                .toArray();
    }

    private static double[] difference(double[] a, double[] b) {
        double[] difference = new double[a.length];
        for (int i = 0; i < a.length; i++) difference[i] = a[i] - b[i];
        return difference;
    }

    private static float[][] rows(float[][] set, int[] indices) {
        return Arrays.stream(indices).mapToObj(i -> set[i]).toArray(float[][]::new);
    }
}
