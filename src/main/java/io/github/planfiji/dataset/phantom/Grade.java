package io.github.planfiji.dataset.phantom;

import java.util.Locale;

/** Grade of diabetic retinopathy, coarsened to what shows at 64 pixels. */
enum Grade {
    /** No lesion. */
    HEALTHY,
    /** Microaneurysms and dot haemorrhages. */
    MILD,
    /** Blot haemorrhages, hard exudates and cotton wool spots as well. */
    SEVERE;

    /** The class name, in small letters. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
