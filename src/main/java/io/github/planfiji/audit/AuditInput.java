package io.github.planfiji.audit;

import io.github.planfiji.audit.report.Section;
import java.util.ArrayList;
import java.util.List;

/**
 * What an audit is made of; immutable.
 *
 * @param sets the images
 * @param distances more distances to the nearest training image, such as LPIPS
 * @param classifierAttacks attacks on a classifier that was trained on the released images
 * @param walks curves of walks that the released images were taken from
 * @param sections measured elsewhere, for example {@link #REIDENTIFICATION} or {@link #UTILITY}
 * @param remarks what a reader must know about the input, a sentence each
 */
public record AuditInput(
        AuditSets sets,
        List<PairDistance> distances,
        List<MembershipAttack> classifierAttacks,
        List<WalkCurve> walks,
        List<Section> sections,
        List<String> remarks) {

    /**
     * Title of a section that tries to match released images with patients; one of this title takes
     * the place of the audit's own.
     */
    public static final String REIDENTIFICATION = "Re-identification";

    /** Title of a section on what the released images are good for. */
    public static final String UTILITY = "Utility";

    public AuditInput {
        distances = List.copyOf(distances);
        classifierAttacks = List.copyOf(classifierAttacks);
        walks = List.copyOf(walks);
        sections = List.copyOf(sections);
        remarks = List.copyOf(remarks);
    }

    /** The images alone. */
    public static AuditInput of(AuditSets sets) {
        return new AuditInput(sets, List.of(), List.of(), List.of(), List.of(), List.of());
    }

    /**
     * With one more distance; it takes every pair of images, and so as long as its network does.
     */
    public AuditInput withDistance(PairDistance distance) {
        return new AuditInput(
                sets, plus(distances, distance), classifierAttacks, walks, sections, remarks);
    }

    /** With one more attack on a classifier; measure it with the options of the audit. */
    public AuditInput withAttack(MembershipAttack attack) {
        return new AuditInput(
                sets, distances, plus(classifierAttacks, attack), walks, sections, remarks);
    }

    /** With one more curve of a walk. */
    public AuditInput withWalk(WalkCurve walk) {
        return new AuditInput(
                sets, distances, classifierAttacks, plus(walks, walk), sections, remarks);
    }

    /** With one more section of the report. */
    public AuditInput withSection(Section section) {
        return new AuditInput(
                sets, distances, classifierAttacks, walks, plus(sections, section), remarks);
    }

    /** With one more remark. */
    public AuditInput withRemark(String remark) {
        return new AuditInput(
                sets, distances, classifierAttacks, walks, sections, plus(remarks, remark));
    }

    boolean hasSection(String title) {
        return sections.stream().anyMatch(section -> section.title().equals(title));
    }

    private static <T> List<T> plus(List<T> list, T item) {
        List<T> more = new ArrayList<>(list);
        more.add(item);
        return more;
    }
}
