package io.impasto.engine.device;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A library that ONNX Runtime's CUDA provider cannot do without.
 *
 * @param name as the loader looks for it
 * @param part of what it is, for a person
 */
record CudaLibrary(String name, String part) {

    /** Of the driver itself, and there wherever it is. */
    static final String DRIVER = "libcuda.so.1";

    /**
     * Those of onnxruntime_gpu 1.29.0: what {@code readelf -d libonnxruntime_providers_cuda.so} says is needed, and cuDNN, which
     * it loads with the first convolution. cuFFT serves operators that no program here has.
     */
    static final List<CudaLibrary> NEEDED = List.of(
            new CudaLibrary(DRIVER, "NVIDIA's driver; a container is given it by --gpus"),
            new CudaLibrary("libcudart.so.12", "the runtime of CUDA 12"),
            new CudaLibrary("libcublas.so.12", "cuBLAS of CUDA 12"),
            new CudaLibrary("libcublasLt.so.12", "cuBLAS of CUDA 12"),
            new CudaLibrary("libcurand.so.10", "cuRAND of CUDA 12"),
            new CudaLibrary("libcudnn.so.9", "cuDNN 9 for CUDA 12"));

    /** What is missing, in one line for a person; empty where nothing is. */
    static String missing(List<CudaLibrary> needed, LibraryPath path) {
        return needed.stream()
                .filter(library -> !path.has(library.name()))
                .map(library -> library.name() + " (" + library.part() + ")")
                .collect(Collectors.joining(", "));
    }
}
