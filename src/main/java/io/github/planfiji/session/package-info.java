/** The public face for scripts: open a model, look at samples, anonymise, walk; train a model. */
package io.github.planfiji.session;
