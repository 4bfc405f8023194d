package io.github.planfiji.audit.report;

import io.github.planfiji.audit.report.Check.Outcome;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A whole report; immutable.
 *
 * @param title of the page
 * @param subject what was audited, in a sentence without names of patients or files
 * @param sections in the order of reading
 * @param notTested what the report says nothing about, a sentence each
 * @param provenance how it was made, as {@link io.github.planfiji.run.Provenance#entries()}
 */
public record Report(
        String title,
        String subject,
        List<Section> sections,
        List<String> notTested,
        Map<String, String> provenance) {

    public Report {
        sections = List.copyOf(sections);
        notTested = List.copyOf(notTested);
        provenance = Collections.unmodifiableMap(new LinkedHashMap<>(provenance));
    }

    /** The same with one more section at the end. */
    public Report with(Section section) {
        List<Section> more = new ArrayList<>(sections);
        more.add(section);
        return new Report(title, subject, more, notTested, provenance);
    }

    /** The checks of all sections. */
    public List<Check> checks() {
        return sections.stream().flatMap(section -> section.checks().stream()).toList();
    }

    /** Whether no check failed. */
    public boolean passed() {
        return count(Outcome.FAILED) == 0;
    }

    /** The result in a sentence. */
    public String verdict() {
        long failed = count(Outcome.FAILED);
        long made = failed + count(Outcome.PASSED);
        if (made == 0) return "Nothing was checked.";
        if (failed > 0)
            return "Do not release this set as it is: %d of %d checks failed."
                    .formatted(failed, made);
        return "No sign of copied patients: %1$d of %1$d checks passed.".formatted(made);
    }

    private long count(Outcome outcome) {
        return checks().stream().filter(check -> check.outcome() == outcome).count();
    }
}
