package io.github.planfiji.ksame;

import java.util.List;

/**
 * What the checker found.
 *
 * @param breaches one sentence a breach, without any patient id; empty if the certificate holds
 */
public record CheckReport(List<String> breaches) {

    public CheckReport {
        breaches = List.copyOf(breaches);
    }

    /** Whether the certificate holds. */
    public boolean isSound() {
        return breaches.isEmpty();
    }

    /**
     * @throws IllegalStateException naming the breaches, if there is any
     */
    public void requireSound() {
        if (!isSound())
            throw new IllegalStateException(
                    "The k-same certificate does not hold, release nothing: "
                            + String.join(" ", breaches));
    }
}
