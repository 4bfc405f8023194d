package io.github.planfiji.run;

/**
 * A fault that the user can correct. The message is shown as it is: it says what is wrong, where,
 * the offending value, and what to do. It never holds a patient id.
 */
public final class UserException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UserException(String message) {
        super(message);
    }

    public UserException(String message, Throwable cause) {
        super(message, cause);
    }

    /**
     * Checks one rule at the border of a run.
     *
     * @throws UserException with {@link String#format} of the message if {@code rule} is false
     */
    public static void require(boolean rule, String message, Object... values) {
        if (!rule) throw new UserException(String.format(message, values));
    }
}
