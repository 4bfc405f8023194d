package io.github.planfiji.ij;

import ij.measure.ResultsTable;
import io.github.planfiji.release.ReleaseResult;

/** What a release came to, one row a class. */
public final class ReleaseTable {

    private ReleaseTable() {}

    /** Counts only; nothing in it names a member. */
    public static ResultsTable of(ReleaseResult result) {
        ResultsTable table = new ResultsTable();
        for (ReleaseResult.ReleasedClass one : result.classes()) {
            table.addRow();
            table.addValue("class", one.name());
            table.addValue("released", one.released());
            table.addValue("asked for", one.wanted());
            table.addValue("points", one.points());
            table.addValue("points inside margin", one.pointsInside());
            table.addValue("walks", one.counts().walks());
            table.addValue("walked again", one.counts().rewalked());
            table.addValue("rejected", one.counts().rejected());
        }
        return table;
    }
}
