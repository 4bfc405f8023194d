package io.github.planfiji.engine;

import io.github.planfiji.run.UserException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * An input or output of a bioimage.io model.
 *
 * @param isImage [batch, channels, size, size], else a vector [batch, count]
 * @param count channels, or components of the vector
 * @param size height and width in pixels, 0 for a vector
 * @param range of an image
 * @param channels their names, empty if it has none
 */
record BioimageIoTensor(
        boolean isImage, int count, int size, ImageRange range, List<String> channels) {

    private static final List<String> IMAGE = List.of("batch", "channel", "y", "x");

    /** What the letters of description 0.4 are called in 0.5. */
    private static final Map<Character, String> LETTERS =
            Map.of('b', "batch", 'c', "channel", 'i', "index", 'y', "y", 'x', "x");

    /**
     * @throws UserException if it is neither a vector nor a square image of fixed sizes, or is
     *     processed
     */
    static BioimageIoTensor of(Map<?, ?> tensor) {
        for (String key : List.of("preprocessing", "postprocessing"))
            UserException.require(
                    tensor.get(key) == null || ((List<?>) tensor.get(key)).isEmpty(),
                    "The bioimage.io model wants %s, which is not supported: choose a model of plain images.",
                    key);
        List<String> names = new ArrayList<>();
        List<Integer> sizes = new ArrayList<>();
        List<String> channels = new ArrayList<>();
        if (tensor.get("axes") instanceof String letters) {
            for (char letter : letters.toCharArray())
                names.add(LETTERS.getOrDefault(letter, String.valueOf(letter)));
            for (Object extent : (List<?>) tensor.get("shape")) sizes.add((Integer) extent);
        } else
            for (Object axis : (List<?>) tensor.get("axes"))
                addAxis((Map<?, ?>) axis, names, sizes, channels);
        return of(names, sizes, range(tensor), channels);
    }

    /** An axis of description 0.5. */
    private static void addAxis(
            Map<?, ?> axis, List<String> names, List<Integer> sizes, List<String> channels) {
        String type = (String) axis.get("type");
        boolean isSpace = type.equals("space");
        names.add(isSpace ? (String) axis.get("id") : type);
        if (type.equals("channel"))
            for (Object name : (List<?>) axis.get("channel_names"))
                channels.add(String.valueOf(name));
        sizes.add(
                switch (type) {
                    case "batch" -> 1;
                    case "channel" -> channels.size();
                    default -> (Integer) axis.get("size");
                });
    }

    private static BioimageIoTensor of(
            List<String> names, List<Integer> sizes, ImageRange range, List<String> channels) {
        if (names.equals(IMAGE)) {
            UserException.require(
                    sizes.get(2).equals(sizes.get(3)),
                    "The bioimage.io model has images of %d x %d pixels: choose one of square images.",
                    sizes.get(3),
                    sizes.get(2));
            return new BioimageIoTensor(true, sizes.get(1), sizes.get(2), range, channels);
        }
        UserException.require(
                names.size() == 2 && names.get(0).equals("batch"),
                "The bioimage.io model has a tensor with the axes %s: vectors (batch, channel) and images (batch, channel, y, x) can be used.",
                names);
        return new BioimageIoTensor(false, sizes.get(1), 0, range, channels);
    }

    private static ImageRange range(Map<?, ?> tensor) {
        Object data = tensor.get("data");
        Object range =
                data instanceof Map<?, ?> described
                        ? described.get("range")
                        : tensor.get("data_range");
        if (!(range instanceof List<?> ends) || !ends.stream().allMatch(Number.class::isInstance))
            return ImageRange.SYMMETRIC;
        double black = ((Number) ends.get(0)).doubleValue();
        double white = ((Number) ends.get(1)).doubleValue();
        return Double.isFinite(white - black) ? ImageRange.of(black, white) : ImageRange.SYMMETRIC;
    }
}
