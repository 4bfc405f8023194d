package io.github.planfiji.ij;

import ij.ImagePlus;
import ij.process.ImageProcessor;
import io.github.planfiji.ksame.CertificateFile;
import io.github.planfiji.ksame.KSamePoint;
import io.github.planfiji.ksame.KSameResult;
import io.github.planfiji.ksame.MembershipFile;
import io.github.planfiji.run.AtomicFile;
import io.github.planfiji.run.OutputFolder;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** Saves a k-same run: what may be released apart from what may not. */
public final class KSameFiles {

    private static final String RELEASED = "released";
    private static final String KEPT = "private";

    private static final CSVFormat LABELS =
            CSVFormat.DEFAULT
                    .builder()
                    .setHeader("file", "class", "patients")
                    .setRecordSeparator('\n')
                    .get();

    private KSameFiles() {}

    /**
     * Checks a folder before the work, so that none is lost at its end.
     *
     * @throws UserException if the folder holds a former run or cannot be written
     */
    public static void requireFree(Path folder) {
        OutputFolder.require(folder, List.of(RELEASED, KEPT));
    }

    /**
     * Writes {@code k-same.tif}, {@code images/0001.png} and so on, {@code labels.csv} and {@code
     * certificate.json} into {@code released/}, which is there whole or not at all, and the member
     * list and the points' codes into {@code private/}.
     *
     * @param stack the points' images in order
     * @throws UserException if the folder holds a former run
     */
    public static void save(KSameResult result, ImagePlus stack, Path folder) throws IOException {
        requireFree(folder);
        Path kept = folder.resolve(KEPT);
        Files.createDirectories(folder);
        // fails where another run made it meanwhile
        Files.createDirectory(kept);
        Path released = Files.createDirectory(kept.resolve(RELEASED));
        MembershipFile.write(kept.resolve("membership.csv"), result.membership());
        float[][] codes = result.points().stream().map(KSamePoint::code).toArray(float[][]::new);
        NpzWriter.write(
                kept.resolve("codes-PRIVATE.npz"), List.of("codes"), List.<float[][]>of(codes));
        ImageFile.saveTiff(stack, released.resolve("k-same.tif"), false);
        savePngs(result, stack, released);
        CertificateFile.write(released.resolve("certificate.json"), result.certificate());
        AtomicFile.moveFolder(released, folder.resolve(RELEASED));
    }

    private static void savePngs(KSameResult result, ImagePlus stack, Path released)
            throws IOException {
        Files.createDirectories(released.resolve("images"));
        StringWriter labels = new StringWriter();
        try (CSVPrinter csv = new CSVPrinter(labels, LABELS)) {
            for (KSamePoint point : result.points()) {
                String name = "images/%04d.png".formatted(point.number());
                ImageProcessor pixels = stack.getStack().getProcessor(point.number());
                ImageFile.savePng(new ImagePlus("", pixels), released.resolve(name), false);
                csv.printRecord(name, point.condition(), point.patients());
            }
        }
        AtomicFile.writeText(released.resolve("labels.csv"), labels.toString());
    }
}
