package io.github.planfiji.ij;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.NewImage;
import io.github.planfiji.testing.MacroRunner;
import io.github.planfiji.testing.MacroRunner.MacroError;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BridgeTest {

    private static final String MENU =
            "Plugins>PLAN, \"PLAN Demo...\","
                    + " io.github.planfiji.ij.Bridge(\"io.github.planfiji.testing.DemoCommand\")";
    private static final String TWO_IMAGES =
            "newImage('first', '8-bit black', 4, 4, 1); newImage('second', '8-bit black', 4, 4, 1);";
    private static final String TELL = "return getTitle + ': ' + getMetadata('Info');";

    private static MacroRunner imagej;

    @BeforeAll
    static void startImageJ(@TempDir Path folder) throws Exception {
        imagej = new MacroRunner(folder, MENU);
    }

    @Test
    void theResultIsCurrentForTheNextLine() {
        String macro =
                TWO_IMAGES
                        + "run('PLAN Demo...', 'mode=invert');"
                        + "return getTitle + ' ' + getPixel(0, 0) + ' ' + nImages;";
        assertThat(imagej.run(macro)).isEqualTo("result 255 3");
    }

    @Test
    void optionsOfEveryKindArrive() {
        String options =
                "name=[my result] mode=[two words] steps=7 seed=9007199254740993 rate=2e-3"
                        + " compare modelfile=[/a b/m]";
        assertThat(imagej.run(TWO_IMAGES + "run('PLAN Demo...', '" + options + "');" + TELL))
                .isEqualTo(
                        "my result: second two words 7 9007199254740993 0.002 true "
                                + Path.of("/a b/m")
                                + " true");
    }

    @Test
    void optionsLeftOutTakeDefaultsNotTheLastUsed() {
        imagej.run(TWO_IMAGES + "run('PLAN Demo...', 'steps=99 rate=9 compare=true');");
        String defaults = "result: second copy 24 1 0.1 false null true";
        assertThat(imagej.run(TWO_IMAGES + "run('PLAN Demo...', 'steps=24');" + TELL))
                .isEqualTo(defaults);
        assertThat(imagej.run(TWO_IMAGES + "run('PLAN Demo...');" + TELL)).isEqualTo(defaults);
    }

    @Test
    void theSelectedImageOfABatchIsTaken() {
        String macro =
                "setBatchMode(true);"
                        + TWO_IMAGES
                        + "selectImage('first'); run('PLAN Demo...', 'steps=3');"
                        + TELL;
        assertThat(imagej.run(macro)).startsWith("result: first copy 3");
    }

    @Test
    void anImageCanBeNamed() {
        String macro = TWO_IMAGES + "run('PLAN Demo...', 'input=first');" + TELL;
        assertThat(imagej.run(macro)).startsWith("result: first ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    steps=abc     | steps=abc: it must be a whole number from 2 to 512.
                    steps=2.5     | steps=2.5: it must be a whole number from 2 to 512.
                    steps=1       | steps=1: it must be a whole number from 2 to 512.
                    rate=-1       | rate=-1: it must be a number of at least 0.
                    mode=[a fog]  | mode=[a fog]: it must be one of copy, invert, two words, fail, crash.
                    compare=maybe | compare=maybe: it must be true or false.
                    input=nowhere | input=nowhere: no open image has this title or number.
                    stepz=3       | There is no option stepz: the options are input, name, mode, steps, seed, rate, compare, modelfile.
                    mode=fail     | The mode fail fails: choose copy.
                    name=[]       | The result needs a name: give name=[...].
                    name=[x       | The macro's value of name has no closing ]: add it.
                    mode=crash    | PLAN Demo failed: java.lang.ArithmeticException: a fault of ours
                    """)
    void faultsStopTheMacroWithASentence(String options, String sentence) {
        String macro = TWO_IMAGES + "run('PLAN Demo...', '" + options + "'); return 'went on';";
        assertThatThrownBy(() -> imagej.run(macro))
                .isInstanceOf(MacroError.class)
                .hasMessage(sentence);
    }

    @Test
    void aMissingImageStopsTheMacro() {
        assertThatThrownBy(() -> imagej.run("run('PLAN Demo...', 'steps=3');"))
                .isInstanceOf(MacroError.class)
                .hasMessage("An open image is needed: open one first.");
    }

    @Test
    void scriptsHandTheImageOver() {
        imagej.run("");
        assertThat(imagej.call(RunOnImage.class)).startsWith("result: handed over copy 5");
    }

    /** What a script does: {@code IJ.run(image, command, options)}. */
    public static final class RunOnImage implements Callable<String> {
        @Override
        public String call() {
            ImagePlus image = NewImage.createByteImage("handed over", 4, 4, 1, NewImage.FILL_BLACK);
            IJ.run(image, "PLAN Demo...", "steps=5");
            ImagePlus result = IJ.getImage();
            return result.getTitle() + ": " + result.getInfoProperty();
        }
    }
}
