package io.github.planfiji.release;

import io.github.planfiji.release.ReleaseResult.ReleasedClass;
import io.github.planfiji.run.Version;
import java.util.List;
import java.util.Locale;

/**
 * The text that goes with a release: what the images are for, how they were made, what is promised
 * and what is not (after Gebru et al., Datasheets for Datasets, 2021).
 */
final class Datasheet {

    private static final String NOT_ANONYMOUS =
            """
            - **The images are not k-anonymous.** They are a walk between k-same points: no number
              of patients is promised for a walked image.""";

    private final ReleaseResult result;
    private final ReleaseOptions options;
    private final ByteImage format;

    /**
     * @param format any image of the release
     */
    Datasheet(ReleaseResult result, ReleaseOptions options, ByteImage format) {
        this.result = result;
        this.options = options;
        this.format = format;
    }

    /** Markdown. */
    String text() {
        return String.join(
                "\n", title(), intendedUse(), making(), counts(), margin(), promises(), files());
    }

    private String title() {
        return text(
                """
                # Synthetic images

                %d images of %d x %d pixels, 8-bit %s, in %d classes. They were drawn by a generative
                model that was trained on images of patients. No image was taken of a patient.
                """,
                result.released(),
                format.width(),
                format.height(),
                format.channels() == 1 ? "grey" : "RGB",
                result.classes().size());
    }

    private static String intendedUse() {
        return """
        ## Intended use

        Developing, training and teaching where images like those of the patients are needed, but
        no patient's. Not for diagnosis, and not for statements on how frequent or how severe a
        disease is: numbers of images were chosen, not observed. Test on real images what was
        trained on these.
        """;
    }

    private String making() {
        return text(
                """
                ## How they were made

                The patients of each class were put into groups of at least k = %d. One latent point
                stands for each group (k-same).
                %s
                Every image was measured as it was released against every real image of the private set.

                Made with %s.
                """,
                result.k(), course(), Version.TOOL);
    }

    private String course() {
        return switch (options.course()) {
            case POINTS -> "The images are those of the points themselves; nothing was walked.";
            case STRAIGHT -> walks("straight lines");
            case PLAN ->
                    walks("PLAN: Pennisi et al., MICCAI 2023, doi 10.1007/978-3-031-43898-1_41");
        };
    }

    private String walks(String how) {
        return text(
                """
                Points of one class were joined by walks of %d steps, %s pairs (%s).
                Images were taken from the inside of the walks, at evenly spread steps. The end points
                themselves were not released.""",
                options.walk().steps(), options.pairing(), how);
    }

    private String counts() {
        StringBuilder text =
                new StringBuilder(
                        """
                        ## Counts

                        | class | images | asked for | k-same points | of them inside the margin | walks | walks made again | images rejected |
                        |---|---|---|---|---|---|---|---|
                        """);
        for (ReleasedClass c : result.classes())
            text.append(
                    text(
                            "| %s | %d | %d | %d | %d | %d | %d | %d |\n",
                            c.name().replace("|", "\\|"),
                            c.released(),
                            c.wanted(),
                            c.points(),
                            c.pointsInside(),
                            c.counts().walks(),
                            c.counts().rewalked(),
                            c.counts().rejected()));
        return text.toString();
    }

    private String margin() {
        String measured =
                text(
                        """
                        Distance of the released images to their nearest real one: lowest %.4f, 1st
                        percentile %.4f, 5th %.4f, median %.4f (%s).
                        """,
                        result.distances().minimum(),
                        result.distances().percent1(),
                        result.distances().percent5(),
                        result.distances().median(),
                        result.margin().distanceName());
        if (!result.margin().isOn())
            return "## Distance to real images\n\nNo margin was kept: no image was rejected.\n\n"
                    + measured;
        return text(
                        """
                        ## Distance to real images

                        Every image lies farther than tau = %.4f from every real image. Tau is the %s %%
                        quantile of %d distances between real images of different patients. The measure
                        did not guide the walks. Images that lay nearer, none of which was released: %d;
                        walks made again for that: %d; k-same points that lay nearer: %d (walks between
                        the others were preferred).

                        """,
                        result.margin().threshold(),
                        percent(result.margin().quantile()),
                        result.margin().calibratedOn(),
                        result.classes().stream().mapToInt(c -> c.counts().inside()).sum(),
                        result.rewalked(),
                        result.pointsInside())
                + measured;
    }

    private String promises() {
        return text(
                """
                ## What is promised, and what is not

                - Each k-same point is made of at least %d patients of one class.
                %s
                - The distances are measurements in one feature space. That an image lies far from
                  every real one there does not prove that it tells nothing of a patient.
                - Model, groups and walks were made from all patients. What the model itself remembers
                  of a patient is not bounded by k.
                - Groups keep to one class: whoever knows that a patient is in a group knows the class.
                - The promise of k holds for one release. A second one from the same patients in other
                  groups weakens it.
                - Attacks on the images (membership, re-identification) are not part of this sheet: see
                  the audit report, if one was released.
                """,
                result.k(),
                options.course() == Course.POINTS
                        ? "- Each image is that of one k-same point, and is promised no more than the point."
                        : NOT_ANONYMOUS);
    }

    private static String files() {
        List<String> lines =
                List.of(
                        "## Files",
                        "",
                        "- one folder a class with PNG images; numbers and order mean nothing",
                        "- `labels.csv`: file and class",
                        "- one multi-page TIFF a class: the same images in the same order",
                        "");
        return String.join("\n", lines);
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.2f", 100 * share).replaceAll("\\.?0+$", "");
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
