package io.impasto.autodiff;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtProvider;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.providers.OrtCUDAProviderOptions;

/** ONNX Runtime's CUDA provider: how it is set up, and what it means when it can't be. */
final class CudaProvider {
    private static final Pattern LIBRARY =
            Pattern.compile("([\\w.+-]+\\.(?:so|dll)[.\\d]*)(?:: cannot open shared object|\"? which is missing)");
    private static final Path DRIVER = Path.of("/proc/driver/nvidia/version");

    private CudaProvider() {}

    /** Whether this build holds ONNX Runtime with its CUDA provider; whether it can be used is another question. */
    static boolean isBuiltIn() {
        return LargeStack.call(() -> OrtEnvironment.getAvailableProviders().contains(OrtProvider.CUDA));
    }

    /** @throws DeviceException if this build or machine has no such device */
    static void add(SessionOptions settings, Device.Cuda device) {
        if (!OrtEnvironment.getAvailableProviders().contains(OrtProvider.CUDA)) {
            throw new DeviceException(
                    device + ": this build holds ONNX Runtime for the processor only; build with -Pgpu", null);
        }
        try (OrtCUDAProviderOptions options = new OrtCUDAProviderOptions(device.id())) {
            options.add("use_tf32", device.tf32() ? "1" : "0");
            // Sizes come and go with the pyramid: the quick choice of an algorithm, and memory in the sizes asked for.
            options.add("cudnn_conv_algo_search", "HEURISTIC");
            options.add("arena_extend_strategy", "kSameAsRequested");
            options.add("cudnn_conv_use_max_workspace", "1");
            settings.addCUDA(options);
        } catch (OrtException refused) {
            throw new DeviceException(device + ": " + reason(refused.getMessage(), Files.exists(DRIVER)), refused);
        }
    }

    /** Tries the device with a program of one node: what is missing shows when it is loaded or first run, cuDNN in a convolution. */
    static Optional<String> obstacle(Device.Cuda device) {
        Graph graph = new Graph();
        Expr weights = graph.constant(Tensor.allocate(1, 1, 3, 3));
        graph.output("y", graph.input("x", Shape.of(1, 1, 8, 8)).conv(weights, null));
        try (Program program = Program.load(graph.toModel(), ProgramOptions.DEFAULT.withDevice(device))) {
            program.run(Map.of("x", Tensor.allocate(1, 1, 8, 8)));
            return Optional.empty();
        } catch (DeviceException missing) {
            return Optional.of(missing.getMessage());
        } catch (ModelException failed) {
            return Optional.of(device + ": " + reason(failed.getMessage(), Files.exists(DRIVER)));
        }
    }

    /**
     * What a person can do something about, of what ONNX Runtime said.
     *
     * @param driver whether this machine has NVIDIA's kernel driver
     */
    static String reason(String message, boolean driver) {
        Matcher library = LIBRARY.matcher(message);
        if (library.find()) {
            return "the library " + library.group(1) + " is missing; it needs CUDA 12 and cuDNN 9 on the library path";
        }
        if (message.contains("cuDNN is not available") || message.contains("cuDNN is unavailable")) {
            return "the library libcudnn.so.9 is missing; it needs CUDA 12 and cuDNN 9 on the library path";
        }
        if (message.contains("no CUDA-capable device") || message.contains("error 100")) {
            return "there is no CUDA device";
        }
        if (message.contains("invalid device ordinal")) {
            return "there is no CUDA device of that number";
        }
        if (message.contains("driver version is insufficient")) {
            return "the NVIDIA driver is older than CUDA 12 needs";
        }
        if (!driver) {
            return "there is no CUDA device: this machine has no NVIDIA driver";
        }
        return "CUDA can't be used: " + message.strip().replaceAll("\\s+", " ");
    }
}
