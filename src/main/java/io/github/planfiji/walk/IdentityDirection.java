package io.github.planfiji.walk;

/** Which way the divergence between the identity posterior p and the uniform U is taken. */
public enum IdentityDirection {
    /**
     * KL(U || p) = -ln n - (1/n) sum_j log p_j, as the authors' code computes it. Its logit
     * gradient is p - U: strong exactly where the classifier is sure, which is where privacy is
     * worst.
     */
    UNIFORM_TO_POSTERIOR,
    /**
     * KL(p || U) = ln n - H(p), as the paper's formula reads. Bounded by ln n, and its gradient
     * vanishes where the classifier is sure.
     */
    POSTERIOR_TO_UNIFORM
}
