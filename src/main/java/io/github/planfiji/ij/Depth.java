package io.github.planfiji.ij;

/** How a stack stores pixels. */
public enum Depth {
    /** 8 bit: -1..1 mapped to 0..255, rounded; what most ImageJ commands expect. */
    BYTE,
    /** 32-bit float: the generator's own values, -1..1. */
    FLOAT
}
