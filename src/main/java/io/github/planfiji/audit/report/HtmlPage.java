package io.github.planfiji.audit.report;

import com.samskivert.mustache.Mustache;
import io.github.planfiji.audit.report.Check.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A report as one HTML page that loads nothing from elsewhere. */
final class HtmlPage {

    private static final String TEMPLATE = "report.mustache";

    private HtmlPage() {}

    /**
     * @param withPrivate whether private graphics are in it and the page is marked so
     */
    static String of(Report report, boolean withPrivate) {
        try (InputStream in = HtmlPage.class.getResourceAsStream(TEMPLATE);
                Reader template = new InputStreamReader(in, StandardCharsets.UTF_8)) {
            return Mustache.compiler().compile(template).execute(Page.of(report, withPrivate));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the template asks for. */
    record Page(
            String title,
            String subject,
            String verdict,
            String verdictStyle,
            boolean isPrivate,
            List<Line> checks,
            List<Part> parts,
            List<String> notTested,
            List<Map.Entry<String, String>> provenance) {

        static Page of(Report report, boolean withPrivate) {
            return new Page(
                    report.title(),
                    report.subject(),
                    report.verdict(),
                    report.passed() ? "passed" : "failed",
                    withPrivate,
                    report.checks().stream().map(Line::of).toList(),
                    report.sections().stream().map(s -> Part.of(s, withPrivate)).toList(),
                    report.notTested(),
                    List.copyOf(report.provenance().entrySet()));
        }
    }

    record Line(String name, String style, String word, String sentence) {

        static Line of(Check check) {
            return new Line(
                    check.name(), style(check.outcome()), check.outcome().word(), check.sentence());
        }

        private static String style(Outcome outcome) {
            return outcome == Outcome.NOT_TESTED ? "open" : outcome.word();
        }
    }

    record Part(
            String title,
            String text,
            boolean hasRows,
            List<Group> groups,
            List<Graphic> graphics) {

        static Part of(Section section, boolean withPrivate) {
            return new Part(
                    section.title(),
                    section.text(),
                    !section.rows().isEmpty(),
                    Group.of(section.rows()),
                    section.graphics().stream()
                            .filter(graphic -> withPrivate || !graphic.isPrivate())
                            .toList());
        }
    }

    /** Rows of one feature space that follow each other. */
    record Group(String space, List<Row> rows) {

        static List<Group> of(List<Measured> rows) {
            List<Group> groups = new ArrayList<>();
            for (Measured row : rows) {
                if (groups.isEmpty() || !last(groups).space().equals(row.space()))
                    groups.add(new Group(row.space(), new ArrayList<>()));
                last(groups).rows().add(Row.of(row));
            }
            return groups;
        }

        private static Group last(List<Group> groups) {
            return groups.get(groups.size() - 1);
        }
    }

    record Row(String measure, String value, String interval, String spread, String ideal) {

        static Row of(Measured row) {
            return new Row(
                    row.measure(),
                    Numbers.text(row.estimate().value()),
                    Numbers.interval(row.estimate()),
                    row.spread(),
                    row.ideal());
        }
    }
}
