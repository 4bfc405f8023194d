package io.github.planfiji.engine;

import ai.djl.Device;
import io.github.planfiji.run.UserException;
import java.util.Locale;

/**
 * What a run computes on, and why.
 *
 * @param name "cpu" or "gpu0", "gpu1", ...
 * @param reason a sentence for the user
 */
public record DeviceChoice(String name, String reason) {

    /**
     * @param request "auto", "cpu", "gpu" or "gpu" and a 0-based number; empty means "auto"
     * @param gpus how many GPUs the engine can use
     * @throws UserException if the request is no such name or asks for a GPU that is not there
     */
    static DeviceChoice of(String request, int gpus) {
        String asked = request == null ? "" : request.trim().toLowerCase(Locale.ROOT);
        if (asked.isEmpty() || asked.equals("auto"))
            return gpus > 0
                    ? new DeviceChoice("gpu0", "The engine found " + gpus + " usable GPU(s).")
                    : new DeviceChoice(
                            "cpu",
                            "The engine found no usable GPU (its CPU build is installed, or there is no NVIDIA driver).");
        if (asked.equals("cpu")) return new DeviceChoice("cpu", "The CPU was asked for.");
        UserException.require(
                asked.matches("gpu\\d{0,2}"),
                "Unknown device \"%s\": use auto, cpu, gpu, or gpu and a number such as gpu1.",
                request);
        int number = asked.equals("gpu") ? 0 : Integer.parseInt(asked.substring(3));
        UserException.require(
                number < gpus,
                "Device %s was asked for, but the engine sees %d GPU(s): use auto or cpu, or install the GPU build of PyTorch (see the README).",
                asked,
                gpus);
        return new DeviceChoice("gpu" + number, "This GPU was asked for.");
    }

    Device device() {
        return name.equals("cpu") ? Device.cpu() : Device.gpu(Integer.parseInt(name.substring(3)));
    }
}
