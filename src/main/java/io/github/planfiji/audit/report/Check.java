package io.github.planfiji.audit.report;

/**
 * One question of an audit with its answer in words.
 *
 * @param name of the question, a few words
 * @param outcome the answer
 * @param sentence the figures behind it
 */
public record Check(String name, Outcome outcome, String sentence) {

    /** Answers, with the word that a reader sees. */
    public enum Outcome {
        PASSED("passed"),
        FAILED("failed"),
        NOT_TESTED("not tested");

        private final String word;

        Outcome(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }

    /** A check that was made. */
    public static Check of(String name, boolean passed, String sentence) {
        return new Check(name, passed ? Outcome.PASSED : Outcome.FAILED, sentence);
    }

    /** A check that could not be made, and why. */
    public static Check notTested(String name, String why) {
        return new Check(name, Outcome.NOT_TESTED, why);
    }
}
