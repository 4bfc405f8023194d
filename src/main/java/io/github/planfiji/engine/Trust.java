package io.github.planfiji.engine;

/** What the files of a model may be. */
public enum Trust {
    /** Numbers only, for networks that are written in this program. Safe from any source. */
    NUMBERS,

    /**
     * TorchScript too. It is a program: it runs with the user's rights and may for example write
     * files. For models whose source the user trusts.
     */
    CODE;

    /** {@link #CODE} if the user allowed it. */
    public static Trust of(boolean codeAllowed) {
        return codeAllowed ? CODE : NUMBERS;
    }
}
