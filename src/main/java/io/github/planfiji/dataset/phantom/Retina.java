package io.github.planfiji.dataset.phantom;

import io.github.planfiji.run.Seed;
import java.util.ArrayList;
import java.util.List;

/**
 * One eye of a patient, as a left eye: the right one is the mirror image but for a smooth small
 * deformation and a few vessels of its own.
 *
 * @param patient what both eyes share
 * @param vessels this eye's vessels
 */
record Retina(Patient patient, List<Vessel> vessels) {

    private static final double BEND = 0.035;
    private static final double LOST_BRANCHES = 0.12;

    static Retina of(Seed population, Shot shot) {
        Seed person = population.derive("patient " + shot.patient());
        Patient patient = Patient.draw(new Draw(person.stream("traits")));
        List<Vessel> tree = VesselTree.grow(patient, new Draw(person.stream("vessels")));
        return new Retina(patient, bent(tree, patient, new Draw(person.stream(shot.eye()))));
    }

    private static List<Vessel> bent(List<Vessel> tree, Patient patient, Draw draw) {
        Noise field = new Noise(draw.bits());
        List<Vessel> kept = new ArrayList<>();
        for (Vessel v : tree)
            if (v.trunk() || !draw.chance(LOST_BRANCHES)) kept.add(bent(v, patient, field));
        return List.copyOf(kept);
    }

    private static Vessel bent(Vessel vessel, Patient patient, Noise field) {
        int n = vessel.length();
        double[] x = new double[n];
        double[] y = new double[n];
        for (int i = 0; i < n; i++) {
            double px = vessel.x()[i];
            double py = vessel.y()[i];
            double dx = px - patient.discX();
            double dy = py - patient.discY();
            double free = BEND * Kernel.smooth((dx * dx + dy * dy) * 9);
            x[i] = px + free * field.at(2.2 * px, 2.2 * py);
            y[i] = py + free * field.at(2.2 * px + 50, 2.2 * py);
        }
        return new Vessel(x, y, vessel.radius(), vessel.vein(), vessel.trunk());
    }
}
