package io.github.planfiji.audit;

import io.github.planfiji.measure.Estimate;
import java.util.Comparator;
import java.util.List;

/**
 * The maximum over attacks, which is what a real attacker would reach at best. The greatest of many
 * attacks is above chance by luck, so that its control is the greatest of the same attacks on each
 * division of the members.
 *
 * @param attack the one of the greatest AUC
 * @param control where 95 % of the controls' maxima lie, about their mean
 */
public record StrongestAttack(MembershipAttack attack, Estimate control) {

    /**
     * @param attacks at least one, measured with the same options
     */
    public static StrongestAttack of(List<MembershipAttack> attacks) {
        double[] greatest = attacks.get(0).controls().clone();
        for (MembershipAttack attack : attacks)
            for (int c = 0; c < greatest.length; c++)
                greatest[c] = Math.max(greatest[c], attack.controls()[c]);
        MembershipAttack strongest =
                attacks.stream().max(Comparator.comparingDouble(a -> a.auc().value())).get();
        return new StrongestAttack(strongest, MembershipAttack.range(greatest));
    }

    /** About the least AUC that would count as a leak with so many patients: the audit's power. */
    public double leastLeak() {
        return Math.max(control.high(), 0.5 + attack.auc().value() - attack.auc().low());
    }

    /** Whether even this attack cannot tell members. */
    public boolean isHarmless() {
        return attack.auc().low() <= 0.5 || attack.auc().value() <= control.high();
    }
}
