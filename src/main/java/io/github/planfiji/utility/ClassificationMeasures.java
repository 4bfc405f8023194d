package io.github.planfiji.utility;

import io.github.planfiji.training.ClassifierFigures;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.commons.math3.stat.ranking.NaturalRanking;

/**
 * How well a classifier does on a test set.
 *
 * @param accuracy share of right answers, 0..1
 * @param balancedAccuracy mean over the classes that occur of their shares of right answers, 0..1
 * @param auc area under the ROC curve of each class against the rest, mean over the classes that
 *     occur, 0..1; ties count half; NaN if only one class occurs
 * @param macroF1 mean of F1 over the classes that occur or are answered, 0..1
 * @param kappa Cohen's kappa with quadratic weights (Cohen 1968), at most 1, 0 by chance; for
 *     classes whose sorted order is their grade; NaN if all labels and answers are one class
 */
public record ClassificationMeasures(
        double accuracy, double balancedAccuracy, double auc, double macroF1, double kappa) {

    /**
     * @param labels true classes, 0-based, at least one
     * @param logits as many rows [classes]; the greatest is the answer
     */
    static ClassificationMeasures of(int[] labels, float[][] logits) {
        int classes = logits[0].length;
        int[] answers = new int[labels.length];
        int[][] confusion = new int[classes][classes];
        for (int i = 0; i < labels.length; i++) {
            answers[i] = greatest(logits[i]);
            confusion[labels[i]][answers[i]]++;
        }
        ClassifierFigures figures = ClassifierFigures.of(labels, answers, classes);
        return new ClassificationMeasures(
                figures.accuracy(),
                figures.balancedAccuracy(),
                meanAuc(labels, logits),
                macroF1(confusion),
                kappa(confusion, labels.length));
    }

    private static int greatest(float[] values) {
        int best = 0;
        for (int c = 1; c < values.length; c++) if (values[c] > values[best]) best = c;
        return best;
    }

    private static double meanAuc(int[] labels, float[][] logits) {
        double sum = 0;
        int occurring = 0;
        for (int c = 0; c < logits[0].length; c++) {
            double auc = auc(labels, logits, c);
            if (Double.isNaN(auc)) continue;
            sum += auc;
            occurring++;
        }
        return sum / occurring;
    }

    /** By ranks (Mann and Whitney 1947); NaN if all or no images are of the class. */
    private static double auc(int[] labels, float[][] logits, int wanted) {
        double[] scores = new double[labels.length];
        for (int i = 0; i < scores.length; i++) scores[i] = LogOdds.of(logits[i], wanted);
        double[] ranks = new NaturalRanking().rank(scores);
        double rankSum = 0;
        double inside = 0;
        for (int i = 0; i < ranks.length; i++)
            if (labels[i] == wanted) {
                rankSum += ranks[i];
                inside++;
            }
        return (rankSum - inside * (inside + 1) / 2) / (inside * (labels.length - inside));
    }

    private static double macroF1(int[][] confusion) {
        double sum = 0;
        int counted = 0;
        for (int c = 0; c < confusion.length; c++) {
            int shown = row(confusion, c);
            int answered = column(confusion, c);
            if (shown + answered == 0) continue;
            sum += 2.0 * confusion[c][c] / (shown + answered);
            counted++;
        }
        return sum / counted;
    }

    private static double kappa(int[][] confusion, int count) {
        double observed = 0;
        double expected = 0;
        for (int i = 0; i < confusion.length; i++)
            for (int j = 0; j < confusion.length; j++) {
                double weight = (double) (i - j) * (i - j);
                observed += weight * confusion[i][j];
                expected += weight * row(confusion, i) * column(confusion, j) / count;
            }
        return expected == 0 ? Double.NaN : 1 - observed / expected;
    }

    private static int row(int[][] confusion, int index) {
        int sum = 0;
        for (int value : confusion[index]) sum += value;
        return sum;
    }

    private static int column(int[][] confusion, int index) {
        int sum = 0;
        for (int[] values : confusion) sum += values[index];
        return sum;
    }

    /** The measures by name, in order, as tables call them. */
    public Map<String, Double> asMap() {
        Map<String, Double> map = new LinkedHashMap<>();
        map.put("accuracy", accuracy);
        map.put("balanced_accuracy", balancedAccuracy);
        map.put("auc", auc);
        map.put("macro_f1", macroF1);
        map.put("quadratic_kappa", kappa);
        return map;
    }
}
