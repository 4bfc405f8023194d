package io.github.planfiji.engine;

/**
 * A classifier that also describes images: by its last hidden layer, or by its logits where nothing
 * else can be seen of it.
 */
public interface ClassifierNet extends Classifier, FeatureNet {}
