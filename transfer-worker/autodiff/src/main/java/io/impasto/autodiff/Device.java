package io.impasto.autodiff;

import java.util.Optional;

/** Where a {@link Program} runs. */
public sealed interface Device {
    /** The processor, with all its cores. */
    Device CPU = new Cpu();

    /** @return whether this build holds what CUDA devices need; else none of them can be used */
    static boolean hasCuda() {
        return CudaProvider.isBuiltIn();
    }

    /** @return why programs can't run there, in one line for a person; empty if they can */
    Optional<String> obstacle();

    /** The processor. */
    record Cpu() implements Device {
        @Override
        public Optional<String> obstacle() {
            return Optional.empty();
        }

        @Override
        public String toString() {
            return "cpu";
        }
    }

    /**
     * A CUDA device.
     *
     * @param id   its number, from 0, as {@code nvidia-smi} counts
     * @param tf32 whether products of float32 matrices and convolutions may round their operands to TF32, 10 bits of
     *             mantissa, as the tensor cores of NVIDIA's Ampere and later do several times faster
     */
    record Cuda(int id, boolean tf32) implements Device {
        public Cuda {
            if (id < 0) {
                throw new IllegalArgumentException("a CUDA device's number is 0 or more, not " + id);
            }
        }

        @Override
        public Optional<String> obstacle() {
            return CudaProvider.obstacle(this);
        }

        @Override
        public String toString() {
            return "cuda:" + id;
        }
    }
}
