package io.github.planfiji.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.List;

/** Adam over a fixed list of arrays, updated in place. Close it to free its moments. */
public final class Adam implements AutoCloseable {

    private final Ops ops;
    private final List<NDArray> parameters;
    private final List<NDArray> first = new ArrayList<>();
    private final List<NDArray> second = new ArrayList<>();
    private long step;

    public Adam(Torch torch, List<NDArray> parameters) {
        this.ops = torch.ops();
        this.parameters = List.copyOf(parameters);
        NDManager manager = torch.manager();
        for (NDArray p : parameters) {
            first.add(manager.zeros(p.getShape()));
            second.add(manager.zeros(p.getShape()));
        }
    }

    /** One step down the gradients, given in the order of the parameters. */
    public void update(List<NDArray> gradients, AdamOptions options) {
        ops.adam(parameters, gradients, first, second, options, ++step);
    }

    /**
     * The state for a checkpoint: names "m.0", "v.0", ... prefixed as given; arrays stay owned
     * here.
     */
    public void saveTo(Weights checkpoint, String prefix) {
        for (int i = 0; i < first.size(); i++) {
            checkpoint.put(prefix + "m." + i, first.get(i));
            checkpoint.put(prefix + "v." + i, second.get(i));
        }
    }

    /** Takes the state back from a checkpoint with the step count that it was saved at. */
    public void loadFrom(Weights checkpoint, String prefix, long stepsDone) {
        for (int i = 0; i < first.size(); i++) {
            ops.copy(List.of(first.get(i)), List.of(checkpoint.get(prefix + "m." + i)));
            ops.copy(List.of(second.get(i)), List.of(checkpoint.get(prefix + "v." + i)));
        }
        step = stepsDone;
    }

    /** Steps done so far. */
    public long step() {
        return step;
    }

    @Override
    public void close() {
        first.forEach(NDArray::close);
        second.forEach(NDArray::close);
    }
}
