package io.github.planfiji.audit;

import io.github.planfiji.audit.report.Report;
import io.github.planfiji.audit.report.Section;
import io.github.planfiji.run.Background;
import io.github.planfiji.run.Progress;
import io.github.planfiji.run.Provenance;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Audits a released set against the real images behind it and against real images of patients that
 * nothing was trained on.
 *
 * <pre>{@code
 * AuditSets sets = new AuditSets(released, training, heldOut);
 * AuditResult result = plan.audit(AuditInput.of(sets), AuditOptions.of(1), Progress.SILENT);
 * ReportFiles.save(result.report(), folder);
 * }</pre>
 */
public final class Audit {

    private static final String TITLE = "Privacy audit of a synthetic image set";
    private static final String PHASE = "Auditing";

    private final AuditInput input;
    private final Descriptions spaces;
    private final AuditOptions options;
    private final Progress progress;
    private final int steps;
    private int step;

    private Audit(AuditInput input, Descriptions spaces, AuditOptions options, Progress progress) {
        this.input = input;
        this.spaces = spaces;
        this.options = options;
        this.progress = progress;
        this.steps = 2 * spaces.distances().size() + 1;
    }

    /**
     * Takes every measure. The descriptions are those of the input's sets.
     *
     * @param provenance how the descriptions were made, and the options
     * @throws io.github.planfiji.run.UserException if a set is too small for a measure
     * @throws io.github.planfiji.run.CanceledException if the user asked to stop
     */
    public static AuditResult run(
            AuditInput input,
            Descriptions descriptions,
            AuditOptions options,
            Provenance provenance,
            Progress progress) {
        return new Audit(input, descriptions, options, progress).run(provenance);
    }

    private AuditResult run(Provenance provenance) {
        AuditSets sets = input.sets();
        List<NearestFigures> nearest = new ArrayList<>();
        List<MembershipAttack> attacks = new ArrayList<>();
        for (FeatureSpace space : spaces.distances()) {
            next();
            nearest.add(measured(() -> NearestFigures.of(space, sets, options)));
            next();
            attacks.addAll(measured(() -> ImageAttacks.of(space, sets, options)));
        }
        attacks.addAll(input.classifierAttacks());
        List<PairFigures> pairs = new ArrayList<>();
        for (PairDistance distance : input.distances())
            pairs.add(PairFigures.of(distance, sets, progress));
        List<ReidentificationFigures> reidentification = measured(this::reidentification);
        next();
        FidelityFigures fidelity = measured(() -> FidelityFigures.of(spaces.fidelity(), options));
        Copies copies = Copies.of(nearest.get(0), sets.released(), options.copyQuantile());

        List<Section> sections = new ArrayList<>();
        sections.add(CopySection.of(copies, nearest.get(0), sets, options));
        sections.add(NearestSection.of(nearest, pairs, copies.tau(), sets, options));
        sections.add(AttackSection.of(attacks, input.classifierAttacks().size()));
        if (!input.hasSection(AuditInput.REIDENTIFICATION))
            sections.add(ReidentificationSection.of(reidentification));
        sections.addAll(input.sections());
        if (!input.walks().isEmpty()) sections.add(WalkSection.of(input.walks(), options));
        sections.add(FidelitySection.of(fidelity, spaces.first(), options));
        progress.step(PHASE, steps, steps);
        return new AuditResult(
                nearest,
                pairs,
                copies,
                attacks,
                StrongestAttack.of(attacks),
                reidentification,
                fidelity,
                new Report(TITLE, sets.subject(), sections, notTested(), provenance.entries()));
    }

    private List<ReidentificationFigures> reidentification() {
        PatientProbes split = PatientProbes.of(input.sets().training(), options);
        return Stream.concat(spaces.distances().stream(), spaces.matchers().stream())
                .map(space -> ReidentificationFigures.of(space, input.sets(), split))
                .toList();
    }

    /** Figures of large sets take long, and are computed without a look at the user. */
    private <T> T measured(Supplier<T> figures) {
        return Background.result(figures, progress);
    }

    private void next() {
        progress.step(PHASE, step++, steps);
    }

    private List<String> notTested() {
        List<String> lines = new ArrayList<>(input.remarks());
        if (spaces.matchers().isEmpty() && !input.hasSection(AuditInput.REIDENTIFICATION))
            lines.add(
                    "Re-identification by a network that was trained to tell these patients apart: the matchers here had not learned to.");
        if (input.classifierAttacks().isEmpty())
            lines.add("Attacks on a classifier that was trained on the released images.");
        if (input.walks().isEmpty())
            lines.add("The walks that the images were taken from: only the images were looked at.");
        if (!input.hasSection(AuditInput.UTILITY))
            lines.add(
                    "What the images are good for: a classifier trained on them, tested on real patients.");
        lines.add(
                "Attackers who hold the networks, latents or member lists: these must never leave the house.");
        lines.add(
                "Patients unlike the others: figures are of the whole set, and a rare finding may be at more risk than they show.");
        lines.add(
                "File names, metadata and text within the images: look at some of the files before they are released.");
        lines.add(
                "Attacks that nobody has published yet. An audit can find signs of copying; it cannot prove that there are none.");
        return lines;
    }
}
