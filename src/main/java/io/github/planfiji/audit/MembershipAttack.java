package io.github.planfiji.audit;

import io.github.planfiji.measure.Bootstrap;
import io.github.planfiji.measure.Estimate;
import io.github.planfiji.measure.PatientHalves;
import io.github.planfiji.measure.Roc;
import org.apache.commons.math3.stat.StatUtils;

/**
 * How well an attack tells patients whose images the generator learned from (members) from others.
 *
 * @param name of the attack
 * @param space the feature space or scores it used
 * @param auc area under the ROC curve; 0.5 is chance
 * @param accuracy at the best threshold, members and others weighing alike; 0.5 is chance
 * @param truePositiveRate members found at 1 % false alarms; 0.01 is chance
 * @param controls the AUC of the same scores between random halves of the member patients, one a
 *     division
 */
public record MembershipAttack(
        String name,
        String space,
        Estimate auc,
        Estimate accuracy,
        Estimate truePositiveRate,
        double[] controls) {

    /**
     * Measures an attack by its scores; intervals are bootstrapped over patients.
     *
     * @throws io.github.planfiji.run.UserException if there are fewer than two member patients
     */
    public static MembershipAttack of(
            String name,
            String space,
            AttackScores members,
            AttackScores nonMembers,
            AuditOptions options) {
        Estimate[] figures =
                new Bootstrap(options.random("attacks"), options.resamples())
                        .ofAll(
                                members.patients(),
                                nonMembers.patients(),
                                (a, b) -> figures(members.subset(a), nonMembers.subset(b)));
        return new MembershipAttack(
                name, space, figures[0], figures[1], figures[2], controls(members, options));
    }

    private static double[] figures(AttackScores members, AttackScores nonMembers) {
        Roc roc = Roc.of(members.values(), nonMembers.values());
        return new double[] {roc.auc(), roc.bestAccuracy(), roc.truePositiveRate()};
    }

    /** Where 95 % of the controls lie, about their mean. */
    public Estimate control() {
        return range(controls);
    }

    /** Whether the members cannot be told: the AUC is chance, or no more than the control shows. */
    public boolean isHarmless() {
        return auc.low() <= 0.5 || auc.value() <= control().high();
    }

    static Estimate range(double[] controls) {
        return new Estimate(
                StatUtils.mean(controls),
                StatUtils.percentile(controls, 2.5),
                StatUtils.percentile(controls, 97.5));
    }

    private static double[] controls(AttackScores members, AuditOptions options) {
        PatientHalves halves =
                new PatientHalves(members.patients(), options.random("member halves"));
        double[] aucs = new double[options.controls()];
        for (int c = 0; c < aucs.length; c++) {
            int[][] parts = halves.next();
            aucs[c] = figures(members.subset(parts[0]), members.subset(parts[1]))[0];
        }
        return aucs;
    }
}
