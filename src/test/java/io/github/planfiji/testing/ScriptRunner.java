package io.github.planfiji.testing;

import java.io.File;
import java.io.StringWriter;
import java.util.Map;
import org.scijava.Context;
import org.scijava.module.ModuleService;
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
     * @return the outputs by name; "result" is the returned value of a script that declares none
     * @throws ScriptError if the script threw; Fiji only prints that
     */
    public Map<String, Object> run(File script, Map<String, Object> inputs) throws Exception {
        ScriptModule module = context.service(ScriptService.class).getScript(script).createModule();
        context.inject(module);
        StringWriter errors = new StringWriter();
        module.setErrorWriter(errors);
        context.service(ModuleService.class).run(module, true, inputs).get();
        if (!errors.toString().isEmpty()) throw new ScriptError(errors.toString());
        return module.getOutputs();
    }

    /** What a script printed on its error stream: in general, a stack trace. */
    public static final class ScriptError extends RuntimeException {
        private static final long serialVersionUID = 1L;

        ScriptError(String text) {
            super(text);
        }
    }

    @Override
    public void close() {
        context.close();
    }
}
