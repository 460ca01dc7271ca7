package io.impasto.engine.device;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import io.impasto.autodiff.Device;
import io.impasto.autodiff.DeviceException;

/**
 * The device that was settled on.
 *
 * @param device to compute with
 * @param notice why it is not the GPU that {@code auto} would have taken, for a person; empty where there is nothing to say
 */
public record DeviceChoice(Device device, Optional<String> notice) {
    private static final Path DRIVER = Path.of("/proc/driver/nvidia/version");

    /**
     * Settles on a device.
     *
     * @param provider what was asked for
     * @param id number of the CUDA device, from 0
     * @param tf32 whether float32 products may round to TF32 on it
     * @throws DeviceException if {@code cuda} was asked for and can't be used; says what is missing
     */
    public static DeviceChoice of(Provider provider, int id, boolean tf32) {
        if (provider == Provider.CPU) {
            return new DeviceChoice(Device.CPU, Optional.empty());
        }
        Device.Cuda cuda = new Device.Cuda(id, tf32);
        Optional<String> obstacle = cuda.obstacle();
        if (obstacle.isPresent() && Device.hasCuda()) {
            LibraryPath path = LibraryPath.ofThisProcess();
            boolean driver = Files.exists(DRIVER) || path.has(CudaLibrary.DRIVER);
            obstacle = Optional.of(reason(cuda, obstacle.get(), driver, path));
        }
        if (obstacle.isPresent() && provider == Provider.CUDA) {
            throw new DeviceException(obstacle.get(), null);
        }
        return obstacle.map(
                        why -> new DeviceChoice(Device.CPU, Optional.of("computing on the processor, because " + why)))
                .orElseGet(() -> new DeviceChoice(cuda, Optional.empty()));
    }

    /** The loader stops at the first library that is missing; a person wants to install all of them at once. */
    static String reason(Device.Cuda cuda, String obstacle, boolean driver, LibraryPath path) {
        String missing = CudaLibrary.missing(CudaLibrary.NEEDED, path);
        return driver && !missing.isEmpty() ? cuda + ": libraries are missing: " + missing : obstacle;
    }
}
