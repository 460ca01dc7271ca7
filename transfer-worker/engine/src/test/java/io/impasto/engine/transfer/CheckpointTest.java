package io.impasto.engine.transfer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class CheckpointTest {
    private static final String JOB = "ab".repeat(32);
    private static final TransferOptions BEGAN =
            TransferOptions.builder().size(48).styleWeight(300.0).seed(7L).build();
    private static final TransferOptions IN_FORCE =
            BEGAN.toBuilder().styleWeight(0.1 + 0.2).build();

    @TempDir
    Path folder;

    @Test
    void itSaysWhatTheJobBeganWithAndWhatIsInForce() throws IOException {
        Checkpoint written = checkpoint();
        Path file = Files.write(folder.resolve("checkpoint"), written.toBytes());

        for (Checkpoint read : new Checkpoint[] {Checkpoint.read(written.toBytes()), Checkpoint.read(file)}) {
            assertThat(read.evaluation()).isEqualTo(12);
            assertThat(read.options()).isEqualTo(BEGAN);
            assertThat(read.inForce()).isEqualTo(IN_FORCE);
            assertThat(read.toBytes()).isEqualTo(written.toBytes());
            assertThat(Checkpoint.read(read.toBytes()).<String>open(JOB, BEGAN, in -> in.readUTF()))
                    .isEqualTo("content");
        }
    }

    @Test
    void anotherJobsIsRefusedByWhatDiffers() {
        TransferOptions other = BEGAN.toBuilder().styleWeight(200.0).build();

        assertRefused(
                () -> checkpoint().open(JOB, other, in -> in), "another job's: styleWeight is 300.0 there, not 200.0");
        assertRefused(
                () -> checkpoint().open("cd".repeat(32), BEGAN, in -> in),
                "another job's: pictures or networks differ");
    }

    @Test
    void anotherVersionIsNamed() {
        byte[] older = checkpoint().toBytes().clone();
        ByteBuffer.wrap(older).putInt(Integer.BYTES, 1);

        assertRefused(() -> Checkpoint.read(older), "of version 1, and only version 2 can be read");
    }

    @Test
    void whatIsNoCheckpointIsSeenByItsFirstBytes() throws IOException {
        Path image = Files.write(folder.resolve("image.png"), "\u0089PNG and so on".getBytes(StandardCharsets.UTF_8));
        Path empty = Files.createFile(folder.resolve("empty"));

        assertRefused(() -> Checkpoint.read(image), "not a checkpoint");
        assertRefused(() -> Checkpoint.read(empty), "not a checkpoint: it has 0 bytes");
        assertThatThrownBy(() -> Checkpoint.read(folder.resolve("gone"))).isInstanceOf(IOException.class);
    }

    @Property(tries = 200)
    void aFlippedBitOrAMissingEndIsRefused(
            @ForAll @IntRange(max = 1_000_000) int place, @ForAll @IntRange(max = 7) int bit) {
        byte[] whole = checkpoint().toBytes();
        byte[] flipped = whole.clone();
        flipped[place % whole.length] ^= (byte) (1 << bit);
        byte[] cut = Arrays.copyOf(whole, place % whole.length);

        assertRefused(() -> Checkpoint.read(flipped), "checkpoint");
        assertRefused(() -> Checkpoint.read(cut), "checkpoint");
    }

    @Property(tries = 200)
    void noBytesAtAllDoAnythingButBeRefused(@ForAll @Size(max = 200) byte[] bytes) {
        assertThatThrownBy(() -> Checkpoint.read(bytes)).isInstanceOf(CheckpointRefused.class);
    }

    private static Checkpoint checkpoint() {
        return Checkpoint.of(JOB, 12, BEGAN, IN_FORCE, out -> out.writeUTF("content"));
    }

    private static void assertRefused(ThrowingCallable call, String why) {
        assertThatThrownBy(call).isInstanceOf(CheckpointRefused.class).hasMessageContaining(why);
    }
}
