package io.github.planfiji.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.planfiji.dataset.ImageSetOptions;
import io.github.planfiji.dataset.SplitFractions;
import io.github.planfiji.dataset.phantom.PhantomOptions;
import io.github.planfiji.engine.StyleGan2Shape;
import io.github.planfiji.inversion.InversionOptions;
import io.github.planfiji.ksame.KSameOptions;
import io.github.planfiji.run.UserException;
import io.github.planfiji.training.ClassifierOptions;
import io.github.planfiji.training.DistortionOptions;
import io.github.planfiji.training.EncoderOptions;
import io.github.planfiji.training.GanOptions;
import io.github.planfiji.training.ModelOptions;
import io.github.planfiji.training.Schedule;
import io.github.planfiji.training.Target;
import io.github.planfiji.walk.WalkOptions;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every number of every options record: what is no number, infinite or far below is refused. */
class OptionsTrustTest {

    private static final List<Record> USUAL =
            List.of(
                    WalkOptions.of(8),
                    InversionOptions.of(10),
                    KSameOptions.of(3),
                    GanOptions.of(32, 1, 1),
                    ClassifierOptions.of(Target.CONDITION, 2, 1),
                    EncoderOptions.of(2, 1),
                    ModelOptions.small(1, 1),
                    DistortionOptions.SLIGHT,
                    Schedule.of(1),
                    SplitFractions.DEFAULT,
                    PhantomOptions.of(3, 2, 32, 1),
                    ImageSetOptions.of(Path.of("x"), 32, 1),
                    new StyleGan2Shape(32, 3, 8, 8, 2, 2, 256, 16));

    static Stream<Arguments> numbers() {
        return USUAL.stream()
                .flatMap(
                        usual ->
                                Arrays.stream(usual.getClass().getRecordComponents())
                                        .flatMap(c -> impossible(c).map(v -> call(usual, c, v))));
    }

    private static Stream<Object> impossible(RecordComponent component) {
        if (component.getType() == double.class)
            return Stream.of(Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY);
        return component.getType() == int.class ? Stream.of(Integer.MIN_VALUE) : Stream.of();
    }

    private static Arguments call(Record usual, RecordComponent component, Object value) {
        return Arguments.of(usual, component.getName(), value);
    }

    @ParameterizedTest(name = "{1} = {2} of {0}")
    @MethodSource("numbers")
    void isRefusedWithItsValue(Record usual, String component, Object value) {
        assertThatThrownBy(() -> with(usual, component, value))
                .as(component)
                .isInstanceOf(UserException.class)
                .message()
                .contains(value.toString())
                .endsWith(".");
    }

    private static void with(Record usual, String component, Object value) throws Throwable {
        RecordComponent[] all = usual.getClass().getRecordComponents();
        Object[] values = new Object[all.length];
        Class<?>[] types = new Class<?>[all.length];
        for (int i = 0; i < all.length; i++) {
            types[i] = all[i].getType();
            values[i] =
                    all[i].getName().equals(component) ? value : all[i].getAccessor().invoke(usual);
        }
        try {
            usual.getClass().getConstructor(types).newInstance(values);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
        assertThat(usual).as("accepted " + component + " = " + value).isNull();
    }
}
