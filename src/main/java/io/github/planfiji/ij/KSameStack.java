package io.github.planfiji.ij;

import ij.ImagePlus;
import ij.ImageStack;
import ij.measure.ResultsTable;
import io.github.planfiji.dataset.Picture;
import io.github.planfiji.ksame.Certificate;
import io.github.planfiji.ksame.KSamePoint;
import io.github.planfiji.ksame.KSameResult;
import io.github.planfiji.run.Provenance;
import java.util.List;

/** k-same points as a stack and a table; nothing in them names a member. */
public final class KSameStack {

    private KSameStack() {}

    /**
     * One slice a point; labels say group, class and numbers of patients and images.
     *
     * @param pictures the points' images in order
     */
    public static ImagePlus of(KSameResult result, List<Picture> pictures, Provenance provenance) {
        ImageStack stack = new ImageStack(pictures.get(0).width(), pictures.get(0).height());
        for (int i = 0; i < pictures.size(); i++) {
            KSamePoint point = result.points().get(i);
            stack.addSlice(label(point), Planes.display(pictures.get(i)));
        }
        ImagePlus image =
                new ImagePlus("PLAN k-same (k = " + result.certificate().k() + ")", stack);
        image.setProperty("Info", provenance.toText());
        return image;
    }

    private static String label(KSamePoint point) {
        String what = point.shares().size() == 1 ? "group " : "point ";
        String condition = point.condition().isEmpty() ? "" : " " + point.condition();
        return "%s%d%s, %d patients, %d images"
                .formatted(what, point.number(), condition, point.patients(), point.images());
    }

    /** One row a group. */
    public static ResultsTable table(KSameResult result) {
        ResultsTable table = new ResultsTable();
        for (Certificate.Group group : result.certificate().groups()) {
            table.addRow();
            table.addValue("group", group.group());
            table.addValue("class", group.condition());
            table.addValue("patients", group.patients());
            table.addValue("images", group.images());
        }
        return table;
    }
}
