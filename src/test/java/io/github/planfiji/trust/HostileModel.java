package io.github.planfiji.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.planfiji.engine.Model;
import io.github.planfiji.engine.ModelBundle;
import io.github.planfiji.engine.Torch;
import io.github.planfiji.run.UserException;
import io.github.planfiji.testing.TinyModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A copy of a good model to be spoilt, with an engine that tries to use it. */
abstract class HostileModel {

    @TempDir static Path shared;
    static Torch torch;
    private static Path good;

    @TempDir Path temp;
    Path model;

    @BeforeAll
    static void open() throws IOException {
        torch = Torch.open("cpu");
        good = TinyModel.write(torch, Files.createDirectory(shared.resolve("good")));
    }

    @AfterAll
    static void close() {
        torch.close();
    }

    @BeforeEach
    void copy() throws IOException {
        model = Files.createDirectory(temp.resolve("model"));
        try (Stream<Path> files = Files.list(good)) {
            for (Path file : files.toList()) Files.copy(file, model.resolve(file.getFileName()));
        }
    }

    /** Loads every part. */
    static void use(Path folder) throws IOException {
        try (Model opened = Model.open(torch, folder)) {
            opened.generator();
            opened.condition();
            opened.identity();
            opened.encoder();
            opened.statistics();
            opened.codes().ifPresent(codes -> codes.samples(opened.manifest().classes()));
        }
    }

    void assertRefused(String... parts) {
        assertThatThrownBy(() -> use(model))
                .isInstanceOf(UserException.class)
                .hasMessageContainingAll(parts)
                .message()
                .endsWith(".");
    }

    void edit(Consumer<JsonObject> change) throws IOException {
        Path file = model.resolve("model.json");
        JsonObject manifest = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
        change.accept(manifest);
        Files.writeString(file, manifest.toString());
    }

    static JsonObject part(JsonObject manifest, String name) {
        return manifest.getAsJsonObject("networks").getAsJsonObject(name);
    }

    /** Replaces a value, for example "networks.generator.kind"; "null" removes it. */
    static void set(JsonObject manifest, String path, String value) {
        String[] keys = path.split("\\.");
        JsonElement at = manifest;
        for (int i = 0; i < keys.length - 1; i++) at = at.getAsJsonObject().get(keys[i]);
        JsonElement json = value.equals("null") ? JsonNull.INSTANCE : JsonParser.parseString(value);
        at.getAsJsonObject().add(keys[keys.length - 1], json);
    }

    /** Makes the manifest's hash of a part that of its file, as a forger would. */
    void sign(String part) throws IOException {
        byte[] bytes = Files.readAllBytes(model.resolve(part + ".safetensors"));
        edit(manifest -> part(manifest, part).addProperty("sha256", Digest.sha256(bytes)));
        assertThat(ModelBundle.at(model).manifest().networks()).containsKey(part);
    }
}
