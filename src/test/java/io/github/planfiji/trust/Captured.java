package io.github.planfiji.trust;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import org.scijava.Context;
import org.scijava.log.LogListener;
import org.scijava.log.LogService;

/** What a run shows at the default log level: SciJava's log and both streams of the process. */
final class Captured {

    private Captured() {}

    static String during(Context context, Callable<?> run) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        LogService log = context.service(LogService.class);
        LogListener listener = message -> stream.println(message.text());
        PrintStream out = System.out;
        PrintStream err = System.err;
        log.addLogListener(listener);
        System.setOut(stream);
        System.setErr(stream);
        try {
            run.call();
        } finally {
            System.setOut(out);
            System.setErr(err);
            log.removeLogListener(listener);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
