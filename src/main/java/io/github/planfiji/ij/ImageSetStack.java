package io.github.planfiji.ij;

import ij.ImagePlus;
import ij.ImageStack;
import io.github.planfiji.dataset.ImageSet;

/**
 * An image set as a stack whose slice labels say class, patient and name, as {@link StackImageSet}
 * reads them. For the owner of the images only: the labels name patients.
 */
public final class ImageSetStack {

    private ImageSetStack() {}

    /** One RGB or 8-bit slice an image. */
    public static ImagePlus of(String title, ImageSet set) {
        ImageStack stack = new ImageStack(set.width(), set.height());
        for (int i = 0; i < set.size(); i++) {
            String name = set.sample(i).name();
            String file = name.substring(name.lastIndexOf('/') + 1);
            stack.addSlice(
                    set.sample(i).condition() + "/" + set.sample(i).patient() + "/" + file,
                    Planes.display(set.picture(i)));
        }
        return new ImagePlus(title, stack);
    }
}
