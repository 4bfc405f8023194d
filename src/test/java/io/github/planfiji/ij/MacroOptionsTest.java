package io.github.planfiji.ij;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.github.planfiji.run.UserException;
import org.junit.jupiter.api.Test;

class MacroOptionsTest {

    @Test
    void readsValuesAsImageJDoes() {
        assertThat(
                        MacroOptions.parse(
                                " a=1  b=[two words] c=[out [in] x] d='it is' e=[] f=a[1] flag G=x=y"))
                .containsExactly(
                        entry("a", "1"),
                        entry("b", "two words"),
                        entry("c", "out [in] x"),
                        entry("d", "it is"),
                        entry("e", ""),
                        entry("f", "a[1]"),
                        entry("flag", "true"),
                        entry("g", "x=y"));
    }

    @Test
    void nothingIsNothing() {
        assertThat(MacroOptions.parse("")).isEmpty();
        assertThat(MacroOptions.parse("  ")).isEmpty();
        assertThat(MacroOptions.parse("last=")).containsExactly(entry("last", ""));
    }

    @Test
    void refusesWhatIsNotClosedOrComesTwice() {
        assertThatThrownBy(() -> MacroOptions.parse("a=[b [c]"))
                .isInstanceOf(UserException.class)
                .hasMessage("The macro's value of a has no closing ]: add it.");
        assertThatThrownBy(() -> MacroOptions.parse("a='b"))
                .hasMessage("The macro's value of a has no closing ': add it.");
        assertThatThrownBy(() -> MacroOptions.parse("a=1 A=2"))
                .hasMessage("The macro gives A twice: give it once.");
    }
}
