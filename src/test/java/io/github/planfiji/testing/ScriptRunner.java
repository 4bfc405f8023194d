package io.github.planfiji.testing;

import java.io.File;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.scijava.Context;
import org.scijava.script.ScriptModule;
import org.scijava.script.ScriptService;

/** Runs Groovy scripts with {@code #@} parameters as Fiji does; types beyond SciJava's in full. */
public final class ScriptRunner implements AutoCloseable {

    private final Context context = new Context();

    /**
     * Runs a script file and waits for its end.
     *
     * @param inputs values by parameter name; each parameter of the script must be given or have a
     *     default
     * @return the outputs by name; "result" is the value of the last statement
     * @throws Exception what the script threw
     */
    public Map<String, Object> run(File script, Map<String, Object> inputs) throws Exception {
        try {
            ScriptModule module =
                    context.service(ScriptService.class).run(script, true, inputs).get();
            return module.getOutputs();
        } catch (ExecutionException e) {
            Throwable cause = e;
            while (cause.getCause() != null) cause = cause.getCause();
            throw cause instanceof Exception exception ? exception : e;
        }
    }

    @Override
    public void close() {
        context.close();
    }
}
