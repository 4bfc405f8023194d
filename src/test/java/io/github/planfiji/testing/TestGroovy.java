package io.github.planfiji.testing;

import org.scijava.plugin.Plugin;
import org.scijava.script.AdaptedScriptLanguage;
import org.scijava.script.ScriptLanguage;

/** Groovy as Fiji has it: SciJava finds script engines by plugins only. */
@Plugin(type = ScriptLanguage.class, name = "Groovy")
public class TestGroovy extends AdaptedScriptLanguage {

    public TestGroovy() {
        super("groovy");
    }
}
