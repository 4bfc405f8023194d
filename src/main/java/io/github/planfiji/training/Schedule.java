package io.github.planfiji.training;

import io.github.planfiji.run.UserException;

/**
 * When a training saves and when it has to end, by the clock. Changes no result that is reached, so
 * a resumed run may have another one.
 *
 * @param checkpointMinutes between two checkpoints
 * @param minutes after which this run ends as it stands; 0 for no limit
 */
public record Schedule(double checkpointMinutes, double minutes) {

    public Schedule {
        UserException.require(
                checkpointMinutes > 0 && Double.isFinite(checkpointMinutes),
                "%s minutes between checkpoints must be positive.",
                checkpointMinutes);
        UserException.require(
                minutes >= 0 && Double.isFinite(minutes),
                "Training minutes = %s must not be negative; 0 is for no limit.",
                minutes);
    }

    /** A checkpoint every five minutes. */
    public static Schedule of(double minutes) {
        return new Schedule(5, minutes);
    }

    boolean isOver(double seconds) {
        return minutes > 0 && seconds >= minutes * 60;
    }
}
