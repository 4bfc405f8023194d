package io.github.planfiji.engine;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import io.github.planfiji.dataset.Picture;
import io.github.planfiji.run.Lanes;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The running engine: one device, the memory that lives as long as this object, and the operations.
 * Thread rule: call {@link #enter()} first on every thread that computes. Close it last; it closes
 * every array it owns.
 */
public final class Torch implements AutoCloseable {

    private static final int MOST_LANES = 4;

    private static int engineThreads;

    private final DeviceChoice device;
    private final NDManager manager;
    private final Ops ops;
    private FrozenOps frozen;
    private final Lanes lanes;

    private Torch(DeviceChoice device, NDManager manager) {
        this.device = device;
        this.manager = manager;
        this.ops = new Ops((PtNDManager) manager);
        this.lanes = lanes(device.name().equals("cpu"), threads());
    }

    /**
     * Starts the engine on a device.
     *
     * @param request "auto", "cpu", "gpu" or "gpu1", "gpu2", ... (0-based number)
     * @throws io.github.planfiji.run.UserException if the request is no such name or the GPU asked
     *     for is not usable
     */
    public static Torch open(String request) {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        // DJL finds its engine by the thread's class loader, which in plain ImageJ is not the
        // plugins' one.
        Thread.currentThread().setContextClassLoader(Torch.class.getClassLoader());
        try {
            // Without this the engine asks a cloud metadata address for permission to count its
            // users.
            if (System.getProperty("OPT_OUT_TRACKING") == null)
                System.setProperty("OPT_OUT_TRACKING", "true");
            DeviceChoice choice =
                    DeviceChoice.of(request, Engine.getEngine("PyTorch").getGpuCount());
            NDManager manager = NDManager.newBaseManager(choice.device(), "PyTorch");
            NativeMemory.settle();
            Torch torch = new Torch(choice, manager);
            torch.enter();
            return torch;
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    /**
     * Prepares the current thread: gradients on, no graph rewriting (it costs memory, saves no
     * time).
     */
    public void enter() {
        enter(threads());
    }

    private static void enter(int threads) {
        JniUtils.setNumThreads(threads);
        JniUtils.setGradMode(true);
        JniUtils.setGraphExecutorOptimize(false);
    }

    /** The engine's own choice, read before anything changes it. */
    private static synchronized int threads() {
        if (engineThreads == 0) engineThreads = JniUtils.getNumThreads();
        return engineThreads;
    }

    /**
     * Images side by side keep a CPU's cores busier than all cores on one image, for none waits for
     * another behind every operation; each lane takes the memory of an image, so they are few.
     */
    private static Lanes lanes(boolean cpu, int threads) {
        int count = cpu ? Math.min(MOST_LANES, threads) : 1;
        return new Lanes(count, () -> enter(threads / count), () -> enter(threads));
    }

    /** Threads for parts side by side, one on a GPU. */
    public Lanes lanes() {
        return lanes;
    }

    /**
     * Gives memory that the engine does not use back to the system, some hundredths of a second;
     * between large tasks, so that the holes they leave do not add up.
     */
    public void giveBackMemory() {
        NativeMemory.giveBack();
    }

    /** The operations; see their safety rules. */
    public Ops ops() {
        return ops;
    }

    /**
     * The operations of networks whose weights stay; call it outside an {@code NDScope} first, for
     * they stay.
     */
    synchronized FrozenOps frozen() {
        if (frozen == null) frozen = new FrozenOps((PtNDManager) manager);
        return frozen;
    }

    /** The manager that owns what lives as long as this engine. */
    public NDManager manager() {
        return manager;
    }

    /**
     * Images to compute at a time, so that on a CPU a user who stops waits for a small part only. A
     * GPU wants many.
     *
     * @param most at least 1; on a CPU of images of 64 x 64 pixels, fewer of larger ones
     * @return 1..most
     */
    public int imagesAtOnce(int most, int height, int width) {
        if (!device.name().equals("cpu")) return most;
        return (int) Math.max(1, Math.min(most, most * 64L * 64 / ((long) height * width)));
    }

    /** What it runs on and why. */
    public DeviceChoice device() {
        return device;
    }

    /** Name and version of the engine, for provenance. */
    public String version() {
        return "PyTorch " + Engine.getEngine("PyTorch").getVersion();
    }

    /** An array of its own native memory (not a view of the Java one), attached to this engine. */
    public NDArray array(float[] values, long... shape) {
        try (NDArray view = manager.create(values, new Shape(shape))) {
            return view.duplicate();
        }
    }

    /** Rows {@code from} to {@code to} (exclusive) of latents [N][D], as [to-from,D]. */
    public NDArray latents(float[][] latents, int from, int to) {
        int dimension = latents[0].length;
        float[] values = new float[(to - from) * dimension];
        for (int i = from; i < to; i++)
            System.arraycopy(latents[i], 0, values, (i - from) * dimension, dimension);
        return array(values, to - from, dimension);
    }

    /** Class or patient numbers [N] as 64-bit integers. */
    public NDArray indices(long[] values) {
        try (NDArray view = manager.create(values)) {
            return view.duplicate();
        }
    }

    /**
     * Standard normal values drawn in Java, so that one seed gives the same numbers on every
     * device.
     */
    public NDArray normal(SplittableRandom random, long... shape) {
        int count = Math.toIntExact(new Shape(shape).size());
        float[] values = new float[count];
        for (int i = 0; i < count; i++) values[i] = (float) random.nextGaussian();
        return array(values, shape);
    }

    /** Pictures of one size as [N,C,H,W] in -1..1. */
    public NDArray images(List<Picture> pictures) {
        Picture first = pictures.get(0);
        int each = first.chw().length;
        float[] all = new float[Math.multiplyExact(each, pictures.size())];
        for (int i = 0; i < pictures.size(); i++)
            System.arraycopy(pictures.get(i).chw(), 0, all, i * each, each);
        return array(all, pictures.size(), first.channels(), first.height(), first.width());
    }

    /** [N,C,H,W] as pictures. */
    public static List<Picture> pictures(NDArray images) {
        int n = (int) images.getShape().get(0);
        int c = (int) images.getShape().get(1);
        int h = (int) images.getShape().get(2);
        int w = (int) images.getShape().get(3);
        float[] all = images.toFloatArray();
        Picture[] pictures = new Picture[n];
        int each = c * h * w;
        for (int i = 0; i < n; i++)
            pictures[i] =
                    new Picture(
                            c, h, w, java.util.Arrays.copyOfRange(all, i * each, (i + 1) * each));
        return List.of(pictures);
    }

    @Override
    public void close() {
        lanes.close();
        if (frozen != null) frozen.close();
        ops.close();
        manager.close();
    }
}
