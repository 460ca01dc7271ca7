package io.impasto.engine.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.impasto.engine.image.AnimatedImage;
import io.impasto.engine.image.GifWriter;
import io.impasto.engine.image.ImageCodec;
import io.impasto.engine.image.Picture;

import static org.assertj.core.api.Assertions.assertThat;

class VideoIT {
    @TempDir
    Path folder;

    @BeforeEach
    void draw() throws IOException {
        Files.write(folder.resolve("style.png"), new ImageCodec().encodePng(ramp(0, 40)));
        Files.createDirectories(folder.resolve("frames"));
        Files.createDirectories(folder.resolve("uneven"));
        for (int i = 9; i < 11; i++) {
            Files.write(folder.resolve("frames/shot" + i + ".png"), new ImageCodec().encodePng(ramp(i, 48)));
            Files.write(folder.resolve("uneven/shot" + i + ".png"), new ImageCodec().encodePng(ramp(i, 4 * i)));
        }
        Files.writeString(folder.resolve("frames/notes.txt"), "no picture");
        try (GifWriter writer = new GifWriter(folder.resolve("clip.gif"), Optional.of(2))) {
            writer.add(ramp(0, 48), 7);
            writer.add(ramp(3, 48), 25);
        }
        Files.copy(VideoIT.class.getResourceAsStream("/images/gradient-lossless.webp"), folder.resolve("still.webp"));
    }

    @Test
    void anAnimationComesOutWithItsDelays() {
        Invocation painted = video("clip.gif", "out.gif");
        assertThat(painted.exitCode()).as(painted.err()).isZero();
        assertThat(painted.err()).contains("frame 1/2: 4 evaluations", "frame 2/2: 1 evaluations", "painted 2 frames");
        try (AnimatedImage frames = AnimatedImage.open(folder.resolve("out.gif"))) {
            assertThat(frames.count()).isEqualTo(2);
            assertThat(frames.loops()).contains(2);
            AnimatedImage.Frame first = frames.next();
            assertThat(first.delay()).isEqualTo(7);
            assertThat(first.picture().longSide()).isEqualTo(48);
            assertThat(frames.next().delay()).isEqualTo(25);
        }
    }

    @Test
    void singlePicturesGoIntoAFolderOrAnAnimation() throws IOException {
        Invocation painted = video("frames", "painted");
        assertThat(painted.exitCode()).as(painted.err()).isZero();
        try (Stream<Path> files = Files.list(folder.resolve("painted"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("shot9.png", "shot10.png");
        }
        assertThat(video("frames/shot%d.png", "out.gif", "--fps", "20").exitCode())
                .isZero();
        try (AnimatedImage frames = AnimatedImage.open(folder.resolve("out.gif"))) {
            assertThat(frames.loops()).contains(0);
            assertThat(frames.next().delay()).isEqualTo(5);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "clip.gif          | out.mp4 |                          | 2 | must end in .gif or be a folder, not 'out.mp4'",
                "clip.gif          | no/x.gif|                          | 4 | there is no folder",
                "clip.gif          | out.gif | --fps 0                  | 2 | --fps lies between 0.1 and 100, not 0.0",
                "clip.gif          | out.gif | --temporal-weight -1     | 2 | --temporal-weight must be between 0 and 10000, not -1.0",
                "clip.gif          | out.gif | --frame-evaluations 0    | 2 | --frame-evaluations must be between 1 and 10000, not 0",
                "clip.gif          | out     | --fps 5                  | 2 | --fps goes with a .gif; single pictures have no time",
                "clip.gif          | out.gif | --independent --temporal-weight 2 | 2 | --temporal-weight says how frames go on from each other",
                "still.webp        | out.gif |                          | 3 | the WebP is one picture, not a film",
                "missing.gif       | out.gif |                          | 3 | missing.gif: no such file",
                "style.png         | out.gif |                          | 3 | PNG is not read as a film",
                "empty             | out.gif |                          | 3 | empty: no such file",
                "frames/x-%04d.png | out.gif |                          | 3 | x-%04d.png: no file is called so",
                "uneven            | out.gif |                          | 3 | shot10.png: is 40 x 30, the frames before are 36 x 27",
            })
    void whatCannotBeIsSaid(String frames, String out, String more, int exitCode, String complaint) {
        Invocation failed = video(frames, out, more == null ? new String[0] : more.split(" "));
        assertThat(failed.err()).contains(complaint);
        assertThat(failed.exitCode()).isEqualTo(exitCode);
        assertThat(folder.resolve(out)).doesNotExist();
    }

    private Invocation video(String frames, String out, String... more) {
        String[] fixed = {
            "video",
            folder.resolve(frames).toString(),
            "--style",
            folder.resolve("style.png").toString(),
            "--out",
            folder.resolve(out).toString(),
            "--size",
            "48",
            "--evaluations",
            "4"
        };
        String[] all = Arrays.copyOf(fixed, fixed.length + more.length);
        System.arraycopy(more, 0, all, fixed.length, more.length);
        return Invocation.of(all);
    }

    private static Picture ramp(int shift, int width) {
        int height = width * 3 / 4;
        float[] rgb = new float[3 * width * height];
        for (int i = 0; i < rgb.length; i++) {
            double x = i % width + shift;
            double y = i / width % height;
            rgb[i] = (float) (127 + 60 * Math.sin(0.5 * x + i / (width * height)) + 60 * Math.cos(0.4 * y));
        }
        return new Picture(width, height, rgb);
    }
}
