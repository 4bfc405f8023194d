package io.github.planfiji.engine;

/** What the synthesis adds to its features: the trained constant map, fresh noise, or nothing. */
public enum NoiseMode {
    CONST,
    RANDOM,
    NONE
}
