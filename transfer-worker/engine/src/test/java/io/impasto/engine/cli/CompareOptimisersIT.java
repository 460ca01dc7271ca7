package io.impasto.engine.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.impasto.engine.image.ImageCodec;
import io.impasto.engine.image.Picture;

import static org.assertj.core.api.Assertions.assertThat;

class CompareOptimisersIT {

    @TempDir
    Path folder;

    @Test
    void lbfgsIsAsLowAsSgdAfterFewerEvaluations() throws IOException {
        Invocation invocation = compare("--size", "48", "--steps", "60", "--json");

        assertThat(invocation.exitCode()).as(invocation.err()).isZero();
        JsonNode json = new ObjectMapper().readTree(invocation.out());
        assertThat(json.get("marks")).hasSize(1);
        JsonNode mark = json.at("/marks/0");
        assertThat(mark.get("sgd").asInt()).isEqualTo(60);
        assertThat(mark.get("loss").asDouble()).isPositive();
        assertThat(mark.get("lbfgs").asInt()).isBetween(1, 59);
        assertThat(mark.get("ratio").asDouble())
                .isEqualTo(60.0 / mark.get("lbfgs").asInt());
    }

    @Test
    void stepsOutOfRangeAreRefused() throws IOException {
        Invocation invocation = compare("--steps", "0");

        assertThat(invocation.exitCode()).isEqualTo(Exit.USAGE);
        assertThat(invocation.complaint()).contains("--steps lies between 1 and 10000, not 0");
    }

    private Invocation compare(String... more) throws IOException {
        float[] content = new float[3 * 48 * 48];
        float[] style = new float[3 * 48 * 48];
        for (int i = 0; i < content.length; i++) {
            content[i] = Math.hypot(i % 48 - 24, i / 48 % 48 - 24) < 12 ? 220 : 40;
            style[i] = (i % 48 / 5 + i / 48 % 48 / 3) % 2 == 0 ? 250 : 10;
        }
        String[] base = {"compare-optimisers", "--content", write("c.png", content), "--style", write("s.png", style)};
        String[] all = new String[base.length + more.length];
        System.arraycopy(base, 0, all, 0, base.length);
        System.arraycopy(more, 0, all, base.length, more.length);
        return Invocation.of(all);
    }

    private String write(String name, float[] rgb) throws IOException {
        return Files.write(folder.resolve(name), new ImageCodec().encodePng(new Picture(48, 48, rgb)))
                .toString();
    }
}
