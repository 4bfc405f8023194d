package io.github.planfiji.audit.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.stream.DoubleStream;

/**
 * One axis of a chart: values to places, with round tick values.
 *
 * @param from value at the start
 * @param to value at the end; one above {@code from} if it is not above it
 * @param start place of {@code from} in the drawing
 * @param end place of {@code to} in the drawing
 */
record Axis(double from, double to, double start, double end) {

    private static final int TICKS = 5;

    Axis {
        if (!(to > from)) to = from + 1;
    }

    double place(double value) {
        return start + (value - from) / (to - from) * (end - start);
    }

    /** Multiples of 1, 2 or 5 times a power of ten within the axis. */
    double[] ticks() {
        double step = step();
        long first = (long) Math.ceil(from / step - 1e-9);
        long last = (long) Math.floor(to / step + 1e-9);
        return DoubleStream.iterate(first, i -> i <= last, i -> i + 1).map(i -> i * step).toArray();
    }

    /** A tick's value as short as it can be. */
    static String label(double tick) {
        return BigDecimal.valueOf(tick)
                .round(new MathContext(6))
                .stripTrailingZeros()
                .toPlainString();
    }

    private double step() {
        double raw = (to - from) / TICKS;
        double power = Math.pow(10, Math.floor(Math.log10(raw)));
        double ratio = raw / power;
        return power * (ratio < 1.5 ? 1 : ratio < 3.5 ? 2 : ratio < 7.5 ? 5 : 10);
    }
}
