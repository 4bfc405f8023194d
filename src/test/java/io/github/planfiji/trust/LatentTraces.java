package io.github.planfiji.trust;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Private latents, found where three or more components follow each other as in the latent: binary
 * in single or double precision and either byte order, or as decimal text.
 */
final class LatentTraces {

    private static final int RUN = 3;
    private static final Pattern NUMBER = Pattern.compile("-?\\d+\\.\\d{2,}(?:[eE][-+]?\\d+)?");

    private record Place(float[] latent, int index) {}

    private final Map<Integer, Place> byBits = new HashMap<>();
    private final Map<Long, Place> byThousandths = new HashMap<>();

    void add(float[] latent) {
        for (int i = 0; i + RUN <= latent.length; i++) {
            byBits.put(Float.floatToIntBits(latent[i]), new Place(latent, i));
            byThousandths.put(Math.round(latent[i] * 1000.0), new Place(latent, i));
        }
    }

    boolean areIn(byte[] bytes) {
        if (byBits.isEmpty()) return false;
        for (ByteOrder order : new ByteOrder[] {ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN}) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes).order(order);
            for (int at = 0; at + RUN * Float.BYTES <= bytes.length; at++)
                if (isRun(buffer, at)) return true;
        }
        return false;
    }

    private boolean isRun(ByteBuffer buffer, int at) {
        Place single = byBits.get(buffer.getInt(at));
        if (single != null && isRun(buffer, at, Float.BYTES, single)) return true;
        if (at + RUN * Double.BYTES > buffer.limit()) return false;
        Place exact = byBits.get(Float.floatToIntBits((float) buffer.getDouble(at)));
        return exact != null && isRun(buffer, at, Double.BYTES, exact);
    }

    private static boolean isRun(ByteBuffer buffer, int at, int step, Place place) {
        for (int i = 0; i < RUN; i++) {
            float wanted = place.latent[place.index + i];
            float found =
                    step == Float.BYTES
                            ? buffer.getFloat(at + i * step)
                            : (float) buffer.getDouble(at + i * step);
            if (wanted == 0 || wanted != found) return false;
        }
        return true;
    }

    boolean areIn(String text) {
        if (byBits.isEmpty()) return false;
        Matcher numbers = NUMBER.matcher(text);
        double[] last = new double[RUN];
        for (int n = 0; numbers.find(); n++) {
            System.arraycopy(last, 1, last, 0, RUN - 1);
            last[RUN - 1] = Double.parseDouble(numbers.group());
            if (n >= RUN - 1 && isRun(last)) return true;
        }
        return false;
    }

    private boolean isRun(double[] numbers) {
        for (long near = -10; near <= 10; near++) {
            Place place = byThousandths.get(Math.round(numbers[0] * 1000) + near);
            if (place == null) continue;
            int same = 0;
            for (int i = 0; i < RUN; i++) {
                float wanted = place.latent[place.index + i];
                if (wanted != 0 && Math.abs(wanted - numbers[i]) <= 0.006) same++;
            }
            // figures near zero are alike by chance
            if (same == RUN && Math.abs(numbers[0]) + Math.abs(numbers[1]) > 0.1) return true;
        }
        return false;
    }
}
