package io.github.planfiji.dataset;

import io.github.planfiji.run.UserException;

/**
 * How many of the patients go where; all above 0, sum 1.
 *
 * @param train 0..1
 * @param validation 0..1
 * @param test 0..1
 */
public record SplitFractions(double train, double validation, double test) {

    /** 70 % train, 10 % validation, 20 % test. */
    public static final SplitFractions DEFAULT = new SplitFractions(0.7, 0.1, 0.2);

    public SplitFractions {
        UserException.require(
                train > 0
                        && validation > 0
                        && test > 0
                        && Math.abs(train + validation + test - 1) < 1e-6,
                "The parts of a split must be above 0 and sum to 1, but are %s, %s and %s: give for"
                        + " example 0.7, 0.1 and 0.2.",
                train,
                validation,
                test);
    }
}
