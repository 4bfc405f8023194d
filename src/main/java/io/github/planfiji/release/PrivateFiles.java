package io.github.planfiji.release;

import com.google.gson.Gson;
import io.github.planfiji.dataset.ImageSet;
import io.github.planfiji.ksame.CertificateFile;
import io.github.planfiji.ksame.KSamePoint;
import io.github.planfiji.ksame.KSameResult;
import io.github.planfiji.ksame.MembershipFile;
import io.github.planfiji.run.AtomicFile;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** What a run leaves beside its release and must never be released. */
final class PrivateFiles {

    private static final String PRIVATE =
            "PRIVATE: tells of single patients; never release this file.";

    private static final String[] IMAGES = {
        "file",
        "class",
        "walk",
        "attempt",
        "step",
        "from_group",
        "to_group",
        "distance",
        "nearest_real",
        "from_distance",
        "to_distance"
    };

    private static final Gson GSON = new Gson();

    private final ReleaseFolders folders;

    PrivateFiles(ReleaseFolders folders) {
        this.folders = folders;
    }

    /** The points of a former try of this run. */
    Optional<KSameResult> points() throws IOException {
        if (!Files.exists(pointsFile())) return Optional.empty();
        KSamePoint[] points = GSON.fromJson(Files.readString(pointsFile()), KSamePoint[].class);
        return Optional.of(
                new KSameResult(
                        List.of(points),
                        CertificateFile.read(folders.kept().resolve("certificate.json")),
                        MembershipFile.read(folders.kept().resolve("membership.csv"))));
    }

    /** Keeps the points, with their certificate and member list. */
    void keep(KSameResult result) throws IOException {
        MembershipFile.write(folders.kept().resolve("membership.csv"), result.membership());
        CertificateFile.write(folders.kept().resolve("certificate.json"), result.certificate());
        AtomicFile.writeText(pointsFile(), GSON.toJson(result.points()));
    }

    private Path pointsFile() {
        return folders.state().resolve("points.json");
    }

    /** One row an image: how it came to be, and which real image it is nearest to. */
    void writeImages(List<ClassImages> classes, ImageSet reals) throws IOException {
        table(
                "images.csv",
                IMAGES,
                csv -> {
                    int number = 0;
                    for (ClassImages one : classes)
                        for (Candidate c : one.images())
                            csv.printRecord(
                                    ReleasedFiles.name(one.summary(), number++),
                                    one.summary().name(),
                                    c.walk() + 1,
                                    c.attempt() + 1,
                                    c.step() + 1,
                                    one.points().get(c.pair().from()).number(),
                                    one.points().get(c.pair().to()).number(),
                                    c.distance(),
                                    reals.sample(c.nearestReal()).name(),
                                    one.pointDistances()[c.pair().from()],
                                    one.pointDistances()[c.pair().to()]);
                });
    }

    /** One row an image: the file's name and the components of w. */
    void writeLatents(List<ClassImages> classes) throws IOException {
        table(
                "latents.csv",
                new String[] {"file", "w"},
                csv -> {
                    int number = 0;
                    for (ClassImages one : classes)
                        for (Candidate c : one.images()) {
                            csv.print(ReleasedFiles.name(one.summary(), number++));
                            for (float value : c.latent()) csv.print(value);
                            csv.println();
                        }
                });
    }

    private interface Rows {
        void print(CSVPrinter csv) throws IOException;
    }

    private void table(String name, String[] header, Rows rows) throws IOException {
        CSVFormat format =
                CSVFormat.DEFAULT
                        .builder()
                        .setHeader(header)
                        .setHeaderComments(PRIVATE)
                        .setCommentMarker('#')
                        .setRecordSeparator('\n')
                        .get();
        AtomicFile.write(
                folders.kept().resolve(name),
                file -> {
                    try (Writer text = Files.newBufferedWriter(file, StandardCharsets.UTF_8);
                            CSVPrinter csv = new CSVPrinter(text, format)) {
                        rows.print(csv);
                    }
                });
    }
}
