package io.impasto.engine.device;

import org.junit.jupiter.api.Test;

import io.impasto.autodiff.Device;
import io.impasto.autodiff.DeviceException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** On a machine or build without the 63rd GPU. */
class DeviceChoiceTest {
    private static final Device.Cuda MISSING = new Device.Cuda(63, true);

    @Test
    void autoFallsBackToTheProcessorAndSaysWhy() {
        DeviceChoice choice = DeviceChoice.of(Provider.AUTO, 63, true);
        assertThat(choice.device()).isEqualTo(Device.CPU);
        assertThat(choice.notice()).hasValueSatisfying(notice -> assertThat(notice)
                .startsWith("computing on the processor, because cuda:63: "));
    }

    @Test
    void cudaDoesNotFallBack() {
        assertThatThrownBy(() -> DeviceChoice.of(Provider.CUDA, 63, true))
                .isInstanceOf(DeviceException.class)
                .hasMessage(MISSING.obstacle().orElseThrow());
    }

    @Test
    void cpuAsksNobody() {
        assertThat(DeviceChoice.of(Provider.CPU, 63, true).notice()).isEmpty();
    }

    @Test
    void anExecutionSaysWhatItIs() {
        assertThat(Execution.CPU.provider()).isEqualTo(Provider.CPU);
        assertThat(new Execution(MISSING, Precision.SINGLE, 1).provider()).isEqualTo(Provider.CUDA);
        assertThat(Execution.CPU.describe()).isEqualTo("cpu float32");
        assertThat(new Execution(MISSING, Precision.SINGLE, 1).describe()).isEqualTo("cuda:63 tf32");
        assertThat(new Execution(new Device.Cuda(1, false), Precision.SINGLE, 1).describe())
                .isEqualTo("cuda:1 float32");
        assertThat(new Execution(Device.CPU, Precision.HALF, 1).describe()).isEqualTo("cpu float16");
        assertThatThrownBy(() -> new Execution(Device.CPU, Precision.HALF, 0))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
