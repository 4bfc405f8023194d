package io.github.planfiji.dataset.phantom;

import io.github.planfiji.dataset.phantom.Lesion.Kind;
import java.util.ArrayList;
import java.util.List;

/** Scatters the lesions of a grade over a retina; they come and go between photographs. */
final class Lesions {

    private final Patient patient;
    private final Draw draw;
    private final List<Lesion> all = new ArrayList<>();

    private Lesions(Patient patient, Draw draw) {
        this.patient = patient;
        this.draw = draw;
    }

    static List<Lesion> of(Grade grade, Patient patient, Draw draw) {
        Lesions lesions = new Lesions(patient, draw);
        if (grade == Grade.MILD) lesions.dots(draw.count(11, 17));
        if (grade == Grade.SEVERE) {
            lesions.dots(draw.count(5, 10));
            lesions.blots(draw.count(8, 14));
            lesions.exudates(draw.count(3, 5));
            lesions.cottonWool(draw.count(2, 5));
        }
        return List.copyOf(lesions.all);
    }

    private void dots(int count) {
        for (int i = 0; i < count; i++) {
            double[] at = place(0.1, 0.68);
            all.add(new Lesion(Kind.HAEMORRHAGE, at[0], at[1], draw.between(0.016, 0.029)));
        }
    }

    private void blots(int count) {
        for (int i = 0; i < count; i++) {
            double[] at = place(0.2, 0.85);
            double radius = draw.between(0.025, 0.05);
            int parts = draw.count(3, 6);
            for (int p = 0; p < parts; p++)
                all.add(
                        new Lesion(
                                Kind.HAEMORRHAGE,
                                at[0] + 0.3 * radius * draw.bell(),
                                at[1] + 0.3 * radius * draw.bell(),
                                radius * draw.between(0.45, 0.85)));
        }
    }

    private void exudates(int clusters) {
        for (int i = 0; i < clusters; i++) {
            double[] at = place(0.15, 0.6);
            double spread = draw.between(0.03, 0.07);
            int parts = draw.count(12, 30);
            for (int p = 0; p < parts; p++)
                all.add(
                        new Lesion(
                                Kind.HARD_EXUDATE,
                                at[0] + spread * draw.bell(),
                                at[1] + spread * draw.bell(),
                                0.006 + 0.02 * draw.between(0, 1) * draw.between(0, 1)));
        }
    }

    private void cottonWool(int count) {
        for (int i = 0; i < count; i++) {
            double[] at = place(0.3, 0.75);
            double radius = draw.between(0.035, 0.06);
            for (int p = 0; p < 3; p++)
                all.add(
                        new Lesion(
                                Kind.COTTON_WOOL,
                                at[0] + 0.5 * radius * draw.bell(),
                                at[1] + 0.35 * radius * draw.bell(),
                                radius * draw.between(0.7, 1)));
        }
    }

    /** A place at a distance from the fovea, off the optic disc and within the field of view. */
    private double[] place(double nearest, double farthest) {
        while (true) {
            double dx = draw.between(-farthest, farthest);
            double dy = draw.between(-farthest, farthest);
            double x = patient.maculaX() + dx;
            double y = patient.maculaY() + dy;
            double far = dx * dx + dy * dy;
            double ox = x - patient.discX();
            double oy = y - patient.discY();
            double clear = 1.7 * patient.discRadius();
            if (far > nearest * nearest
                    && far < farthest * farthest
                    && ox * ox + oy * oy > clear * clear
                    && x * x + y * y < 0.8) return new double[] {x, y};
        }
    }
}
