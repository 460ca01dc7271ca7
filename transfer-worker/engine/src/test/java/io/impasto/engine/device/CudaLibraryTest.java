package io.impasto.engine.device;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import io.impasto.autodiff.Device;

import static org.assertj.core.api.Assertions.assertThat;

class CudaLibraryTest {
    private static final Device.Cuda GPU = new Device.Cuda(0, true);

    @TempDir
    Path folder;

    @Test
    void allThatIsMissingIsNamedAndNothingElse() throws IOException {
        Files.createFile(folder.resolve("libcuda.so.1"));
        Files.createFile(folder.resolve("libcublas.so.12"));
        Files.createFile(folder.resolve("libcublasLt.so.12"));
        Files.createFile(folder.resolve("libcurand.so.10"));
        assertThat(CudaLibrary.missing(CudaLibrary.NEEDED, inTheFolder()))
                .isEqualTo("libcudart.so.12 (the runtime of CUDA 12), libcudnn.so.9 (cuDNN 9 for CUDA 12)");
    }

    @Test
    void whatLdconfigFoundCountsWhileItIsThere() throws IOException {
        Path elsewhere = Files.createFile(folder.resolve("libcudart.so.12"));
        Path cache = folder.resolve("ld.so.cache");
        Files.writeString(
                cache,
                "glibc-ld.so.cache1.1\1\2\0libcudart.so.12\0" + elsewhere + "\0libgone.so.1\0" + folder
                        + "/libgone.so.1\0",
                StandardCharsets.ISO_8859_1);
        LibraryPath path = new LibraryPath(List.of(), cache);
        assertThat(path.has("libcudart.so.12")).isTrue();
        assertThat(path.has("libcudart.so.1")).isFalse();
        assertThat(path.has("cudart.so.12")).isFalse();
        assertThat(path.has("libgone.so.1")).isFalse();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void theLibraryOfCIsFoundOnThisMachine() {
        assertThat(LibraryPath.ofThisProcess().has("libc.so.6")).isTrue();
        assertThat(LibraryPath.ofThisProcess().has("libimpasto-is-no-such-thing.so.1"))
                .isFalse();
    }

    @Test
    void whatIsMissingIsTheReasonWhereThereIsADriver() {
        assertThat(DeviceChoice.reason(GPU, "cuda:0: something obscure", true, inTheFolder()))
                .startsWith("cuda:0: libraries are missing: libcuda.so.1 (NVIDIA's driver")
                .contains("libcudnn.so.9 (cuDNN 9 for CUDA 12)")
                .doesNotContain("obscure", "\n");
    }

    @Test
    void withoutADriverLibrariesWouldNotHelp() {
        assertThat(DeviceChoice.reason(GPU, "cuda:0: there is no CUDA device", false, inTheFolder()))
                .isEqualTo("cuda:0: there is no CUDA device");
    }

    @Test
    void whereNothingIsMissingTheDeviceHasTheLastWord() throws IOException {
        for (CudaLibrary library : CudaLibrary.NEEDED) {
            Files.createFile(folder.resolve(library.name()));
        }
        assertThat(DeviceChoice.reason(GPU, "cuda:0: there is no CUDA device of that number", true, inTheFolder()))
                .isEqualTo("cuda:0: there is no CUDA device of that number");
    }

    @Test
    void theProcessorNeedsNone() {
        assertThat(DeviceChoice.of(Provider.CPU, 0, true)).isEqualTo(new DeviceChoice(Device.CPU, Optional.empty()));
    }

    private LibraryPath inTheFolder() {
        return new LibraryPath(List.of(folder), folder.resolve("no-cache"));
    }
}
