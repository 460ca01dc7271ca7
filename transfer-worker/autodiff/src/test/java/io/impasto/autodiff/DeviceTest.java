package io.impasto.autodiff;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

class DeviceTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            Failed to load library x.so with error: libcublasLt.so.12: cannot open shared object file: No such file | true  | libcublasLt.so.12 is missing
            cuDNN is unavailable for CUDA Execution Provider: cuDNN library was not found                          | true  | libcudnn.so.9 is missing
            CUDA failure 100: no CUDA-capable device is detected ; GPU=-1                                          | true  | there is no CUDA device
            CUDA failure 101: invalid device ordinal ; GPU=32                                                      | true  | no CUDA device of that number
            CUDA failure 35: CUDA driver version is insufficient for CUDA runtime version                          | true  | driver is older
            Failed to load shared library                                                                          | false | has no NVIDIA driver
            Something else                                                                                         | true  | CUDA can't be used: Something else
            """)
    void anObstacleIsNamedInWordsThatHelp(String message, boolean driver, String reason) {
        assertThat(CudaProvider.reason(message, driver)).contains(reason);
    }

    @Test
    void theProcessorIsAlwaysThere() {
        assertThat(Device.CPU.obstacle()).isEmpty();
    }

    @Test
    void aBuildForTheProcessorSaysSoWhenToldToUseCuda() {
        assumeFalse(OrtEnvironment.getAvailableProviders().contains(OrtProvider.CUDA), "skipped: built for CUDA");
        Device.Cuda cuda = new Device.Cuda(1, true);
        assertThat(cuda.obstacle()).hasValueSatisfying(why -> assertThat(why).contains("cuda:1", "-Pgpu"));
        Graph graph = new Graph();
        graph.output("y", graph.input("x", Shape.SCALAR).plus(1));
        assertThatThrownBy(() -> Program.load(graph.toModel(), ProgramOptions.DEFAULT.withDevice(cuda)))
                .isInstanceOf(DeviceException.class)
                .hasMessageContaining("-Pgpu");
    }
}
