package io.impasto.engine.cli;

import org.junit.jupiter.api.Test;

import io.impasto.autodiff.Device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

/** The check itself, on the processor. */
class GpuCheckIT {

    @Test
    void comparesAndTimesEveryPrecision() {
        Invocation invocation = Invocation.of(
                "gpu-check",
                "--provider",
                "cpu",
                "--network",
                "vgg19-slim",
                "--size",
                "48",
                "--parity-size",
                "40",
                "--evaluations",
                "2",
                "--steps-per-run",
                "2",
                "--matrix",
                "64");
        assertThat(invocation.out())
                .containsPattern("\\| float32 \\| 0\\.0e\\+00 \\| 1e-03 \\| 0\\.0e\\+00 \\| 1\\.0e-03 \\| holds \\|")
                .containsPattern(
                        "\\| float16 \\| [1-9]\\.\\de-0[3-9] \\| 1e-02 \\| [1-9]\\.\\de-0\\d \\| .* \\| holds \\|")
                .containsPattern("\\| float32 \\| \\d+\\.\\d \\| \\d+\\.\\d \\| \\d+\\.\\d \\| \\d+\\.\\d \\|");
        assertThat(invocation.exitCode()).isEqualTo(Exit.OK);
    }

    @Test
    void withoutADeviceItSaysSoAtOnce() {
        assumeFalse(Device.hasCuda(), "skipped: built for CUDA");
        Invocation invocation = Invocation.of("gpu-check");
        assertThat(invocation.exitCode()).isEqualTo(Exit.NO_DEVICE);
        assertThat(invocation.err()).startsWith("impasto: cuda:0: ").hasLineCount(1);
    }

    @Test
    void autoIsNoAnswer() {
        Invocation invocation = Invocation.of("gpu-check", "--provider", "auto");
        assertThat(invocation.exitCode()).isEqualTo(Exit.USAGE);
    }
}
