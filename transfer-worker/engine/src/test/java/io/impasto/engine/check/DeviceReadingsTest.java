package io.impasto.engine.check;

import java.util.Map;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What other programs say of a device, read. */
class DeviceReadingsTest {

    @Test
    void memoryIsThatOfTheProcessOnAllDevices() {
        String answer = "4711, 1530\n12, 77\n4711, 20\n";
        assertThat(GpuMemory.sum(answer, "4711,")).hasValue(1550);
        assertThat(GpuMemory.sum(answer, "47,")).isEmpty();
        assertThat(GpuMemory.sum("4711, [N/A]\n", "4711,")).isEmpty();
        assertThat(GpuMemory.sum("", "4711,")).isEmpty();
    }

    @Test
    void whatIsLargeOnTheProcessorIsNamedAndSizesAreNot() throws Exception {
        Placement placement = Placement.of(
                new ObjectMapper()
                        .readTree(
                                """
                        [{"name": "session_initialization", "args": {}},
                         {"name": "a_fence_before", "args": {"op_name": "Conv"}},
                         {"name": "a_kernel_time",
                          "args": {"op_name": "Conv", "provider": "CUDAExecutionProvider", "output_size": "9000000"}},
                         {"name": "b_kernel_time",
                          "args": {"op_name": "Concat", "provider": "CPUExecutionProvider", "output_size": "32"}},
                         {"name": "c_kernel_time",
                          "args": {"op_name": "Clip", "provider": "CPUExecutionProvider", "output_size": "8192"}},
                         {"name": "d_kernel_time",
                          "args": {"op_name": "Clip", "provider": "CPUExecutionProvider", "output_size": "16384"}}]
                        """));
        assertThat(placement.nodes()).isEqualTo(4);
        assertThat(placement.large()).containsExactlyEntriesOf(Map.of("Clip", 16384L));
    }
}
