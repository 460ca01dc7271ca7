package io.impasto.engine.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.impasto.engine.image.ImageCodec;
import io.impasto.engine.image.Picture;

import static org.assertj.core.api.Assertions.assertThat;

/** Paintings that are kept on the way and go on. */
class CheckpointIT {

    @TempDir
    Path folder;

    private Path content;
    private Path style;
    private Path kept;

    @BeforeEach
    void drawPictures() throws IOException {
        content = draw("content.png", 64, 48, 8);
        style = draw("style.png", 40, 40, 3);
        kept = folder.resolve("half.done");
    }

    @Test
    void aPaintingGoesOnFromWhatWasKeptWithoutItsOptions() throws IOException {
        Path through = folder.resolve("through.png");
        Path resumed = folder.resolve("resumed.png");

        Invocation first = stylize(
                through,
                "--size=48",
                "--evaluations=20",
                "--style-weight=77",
                "--checkpoint=" + kept,
                "--checkpoint-every=7");
        Invocation second = stylize(resumed, "--resume=" + kept);

        assertThat(first.exitCode()).as(first.err()).isZero();
        assertThat(second.exitCode()).as(second.err()).isZero();
        assertThat(second.err()).contains("15/20", "painted 48 x 36").doesNotContain(" 14/20");
        assertThat(Files.readAllBytes(resumed)).isEqualTo(Files.readAllBytes(through));
        assertThat(folder).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void theSameOptionsMayBeGivenAgainAndOthersAreAnotherJob() {
        stylize(
                folder.resolve("a.png"),
                "--size=48",
                "--evaluations=4",
                "--checkpoint=" + kept,
                "--checkpoint-every=2");

        Invocation same = stylize(folder.resolve("b.png"), "--size=48", "--resume=" + kept);
        Invocation other = stylize(folder.resolve("c.png"), "--style-weight=5", "--resume=" + kept);
        Invocation anotherPicture = Invocation.of(
                "stylize",
                "--content=" + style,
                "--style=" + style,
                "--out=" + folder.resolve("d.png"),
                "--resume=" + kept);

        assertThat(same.exitCode()).as(same.err()).isZero();
        assertRefused(other, kept + ": the checkpoint is another job's: styleWeight is 300.0 there, not 5.0");
        assertRefused(anotherPicture, kept + ": the checkpoint is another job's: pictures or networks differ");
        assertThat(folder.resolve("c.png")).doesNotExist();
    }

    @Test
    void whatIsNoCheckpointIsRefusedInOneLine() throws IOException {
        stylize(
                folder.resolve("a.png"),
                "--size=48",
                "--evaluations=2",
                "--checkpoint=" + kept,
                "--checkpoint-every=1");
        byte[] whole = Files.readAllBytes(kept);
        byte[] flipped = whole.clone();
        flipped[whole.length / 2] ^= 4;
        byte[] older = whole.clone();
        ByteBuffer.wrap(older).putInt(Integer.BYTES, 1);

        assertResumeRefused(content, content + ": this is not a checkpoint");
        assertResumeRefused(folder, folder + ": is a folder, not a checkpoint");
        assertResumeRefused(folder.resolve("gone"), folder.resolve("gone") + ": no such file or folder");
        assertResumeRefused(write(flipped), "the checkpoint is damaged: its checksum is another");
        assertResumeRefused(write(Arrays.copyOf(whole, whole.length / 2)), "the checkpoint is damaged");
        assertResumeRefused(write(older), "the checkpoint is of version 1, and only version 2 can be read");
    }

    @Test
    void aPlaceThatCannotBeWrittenIsRefusedBeforeAnyWork() {
        Invocation nowhere = stylize(folder.resolve("a.png"), "--checkpoint=" + folder.resolve("gone/half.done"));
        Invocation never = stylize(folder.resolve("a.png"), "--checkpoint-every=3");
        Invocation none = stylize(folder.resolve("a.png"), "--checkpoint=" + kept, "--checkpoint-every=0");

        assertThat(nowhere.exitCode()).isEqualTo(Exit.CANNOT_WRITE);
        assertThat(never.exitCode()).isEqualTo(Exit.USAGE);
        assertThat(never.complaint()).contains("--checkpoint-every goes with --checkpoint FILE");
        assertThat(none.exitCode()).isEqualTo(Exit.USAGE);
        assertThat(none.complaint()).contains("at least 1, not 0");
    }

    private void assertResumeRefused(Path checkpoint, String complaint) {
        assertRefused(stylize(folder.resolve("refused.png"), "--resume=" + checkpoint), complaint);
        assertThat(folder.resolve("refused.png")).doesNotExist();
    }

    private static void assertRefused(Invocation invocation, String complaint) {
        assertThat(invocation.exitCode()).as(invocation.err()).isEqualTo(Exit.BAD_INPUT);
        assertThat(invocation.err()).hasLineCount(1).startsWith("impasto: ").contains(complaint);
    }

    private Path write(byte[] bytes) throws IOException {
        return Files.write(folder.resolve("bytes"), bytes);
    }

    private Invocation stylize(Path out, String... more) {
        List<String> always = List.of("stylize", "--content=" + content, "--style=" + style, "--out=" + out);
        return Invocation.of(Stream.concat(always.stream(), Arrays.stream(more)).toArray(String[]::new));
    }

    private Path draw(String name, int width, int height, int cell) throws IOException {
        Picture picture = Picture.filled(width, height, 90, 90, 90);
        for (int i = 0; i < width * height; i++) {
            picture.rgb()[i] = (i % width / cell + i / width / cell) % 2 == 0 ? 240 : 20;
        }
        return Files.write(folder.resolve(name), new ImageCodec().encodePng(picture));
    }
}
