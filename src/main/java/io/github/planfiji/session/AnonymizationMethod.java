package io.github.planfiji.session;

import io.github.planfiji.run.UserException;
import java.util.Arrays;
import java.util.List;

/** The k-same family by the names that dialogs, macros and scripts write. */
public enum AnonymizationMethod {
    CENTROID("centroid", false),
    K_SALSA("k-SALSA", false),
    INTERPOLATION("interpolation", false),
    PIXEL("pixel", true),
    EIGEN("eigen", true);

    private final String label;
    private final boolean ofPixels;

    AnonymizationMethod(String label, boolean ofPixels) {
        this.label = label;
        this.ofPixels = ofPixels;
    }

    /** The method of a name, in upper or lower case; a UserException names those there are. */
    public static AnonymizationMethod of(String label) {
        for (AnonymizationMethod method : values())
            if (method.label.equalsIgnoreCase(label.trim())) return method;
        throw new UserException(
                "There is no method \"%s\": use one of %s."
                        .formatted(label, String.join(", ", labels())));
    }

    /** All names. */
    public static List<String> labels() {
        return Arrays.stream(values()).map(AnonymizationMethod::label).toList();
    }

    public String label() {
        return label;
    }

    /** Whether it averages pictures, and needs no model. */
    public boolean isOfPixels() {
        return ofPixels;
    }
}
