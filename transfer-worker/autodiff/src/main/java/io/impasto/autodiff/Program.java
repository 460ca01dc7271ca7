package io.impasto.autodiff;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.RunOptions;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import ai.onnxruntime.TensorInfo;
import com.google.protobuf.CodedOutputStream;

/**
 * A model loaded into ONNX Runtime. Runs may come from several threads at once; {@link #terminate} ends all that are
 * under way. It holds native memory (weights, a pool of buffers) until it is closed.
 */
public final class Program implements AutoCloseable {
    private final OrtEnvironment environment;
    private final OrtSession session;
    private final boolean releasing;
    /** Runs under way, and whether they were told to end. */
    private final Map<RunOptions, Boolean> running = new HashMap<>();

    private boolean closed;

    private Program(OrtEnvironment environment, OrtSession session, boolean releasing) {
        this.environment = environment;
        this.session = session;
        this.releasing = releasing;
    }

    /** Version of the ONNX Runtime that runs programs. */
    public static String runtimeVersion() {
        return environment().getVersion();
    }

    /** Of this process. It reports to its makers unless told not to: what is painted here is nobody else's business. */
    private static OrtEnvironment environment() {
        OrtEnvironment environment = OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
        try {
            environment.setTelemetry(false);
        } catch (OrtException refused) {
            throw new ModelException("ONNX Runtime does not stop reporting: " + refused.getMessage(), refused);
        }
        return environment;
    }

    /**
     * Loads a model: ONNX Runtime optimises the graph and lays out the weights, some seconds for VGG19.
     *
     * @throws ModelException  if ONNX Runtime refuses the model, with its reason
     * @throws DeviceException if the device is not there
     */
    public static Program load(Model model, ProgramOptions options) {
        return LargeStack.call(() -> loadHere(model, options));
    }

    private static Program loadHere(Model model, ProgramOptions options) {
        OrtEnvironment environment = environment();
        try (SessionOptions settings = new SessionOptions()) {
            settings.setOptimizationLevel(OptLevel.ALL_OPT);
            // Errors are thrown, and a run that is ended is none.
            settings.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
            settings.setIntraOpNumThreads(options.threads());
            // A plan for each size would hold all buffers of a run at once; without one they are given back and reused.
            settings.setMemoryPatternOptimization(false);
            // Between runs the threads sleep: others compute then, the optimiser or another session.
            settings.addConfigEntry("session.force_spinning_stop", "1");
            // Cotangents fade into denormals, on which the arithmetic of a CPU is many times slower.
            settings.addConfigEntry("session.set_denormal_as_zero", "1");
            if (options.device() instanceof Device.Cuda cuda) {
                CudaProvider.add(settings, cuda);
            }
            if (options.profile().isPresent()) {
                settings.enableProfiling(options.profile().get().toString());
            }
            if (options.optimisedModel().isPresent()) {
                settings.setOptimizedModelFilePath(
                        options.optimisedModel().get().toString());
            }
            return new Program(
                    environment, environment.createSession(serialised(model), settings), options.releasing());
        } catch (OrtException refused) {
            throw new ModelException(model.source() + ": " + refused.getMessage(), refused);
        }
    }

    /**
     * Runs the program and allocates what it returns.
     *
     * @param inputs all inputs by name; direct tensors are read in place
     * @return all outputs by name
     * @throws CancellationException if {@link #terminate} was called meanwhile
     * @throws ModelException        if an input is missing or does not fit, or the run fails
     */
    public Map<String, Tensor> run(Map<String, Tensor> inputs) {
        return run(inputs, Map.of());
    }

    /**
     * Runs the program into memory of the caller.
     *
     * @param inputs  all inputs by name; direct tensors are read in place
     * @param outputs tensors from {@link Tensor#allocate} of the right shapes, by output name, which are written in place;
     *                if not empty, no other outputs are computed
     * @return {@code outputs}, or newly allocated ones of all outputs where that is empty
     * @throws CancellationException if {@link #terminate} was called meanwhile
     * @throws ModelException        if a tensor is missing or does not fit, or the run fails
     */
    public Map<String, Tensor> run(Map<String, Tensor> inputs, Map<String, Tensor> outputs) {
        requireInputs(inputs.keySet());
        Map<String, OnnxTensor> feeds = new HashMap<>();
        Map<String, OnnxTensor> pinned = new HashMap<>();
        try (RunOptions run = new RunOptions()) {
            if (releasing) {
                run.addRunConfigEntry("memory.enable_memory_arena_shrinkage", "cpu:0");
            }
            for (Map.Entry<String, Tensor> input : inputs.entrySet()) {
                feeds.put(input.getKey(), wrap(input.getValue()));
            }
            for (Map.Entry<String, Tensor> output : outputs.entrySet()) {
                pinned.put(output.getKey(), wrap(output.getValue()));
            }
            Set<String> fresh = outputs.isEmpty() ? session.getOutputNames() : Set.of();
            begin(run);
            try (OrtSession.Result result = session.run(feeds, fresh, pinned, run)) {
                return outputs.isEmpty() ? copies(result) : outputs;
            } catch (OrtException failed) {
                throw ended(run)
                        ? terminated(failed)
                        : new ModelException("run failed: " + failed.getMessage(), failed);
            } finally {
                end(run);
            }
        } catch (OrtException failed) {
            throw new ModelException("run failed: " + failed.getMessage(), failed);
        } finally {
            feeds.values().forEach(OnnxTensor::close);
            pinned.values().forEach(OnnxTensor::close);
        }
    }

    /** Ends the runs that are under way, within milliseconds; the program stays usable. May be called from any thread. */
    public void terminate() {
        synchronized (running) {
            running.replaceAll((run, wasEnded) -> {
                try {
                    run.setTerminate(true);
                } catch (OrtException impossible) {
                    throw new IllegalStateException(impossible);
                }
                return true;
            });
        }
    }

    /** @return the file with what each node took so far, in Chrome's trace format; it was asked for when loading */
    public Path endProfile() {
        try {
            return Path.of(session.endProfiling());
        } catch (OrtException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** Ends the runs that are under way, waits for them, and frees the memory. Closing twice does nothing. */
    @Override
    public void close() {
        synchronized (running) {
            if (closed) {
                return;
            }
            closed = true;
            terminate();
            awaitRuns();
        }
        try {
            session.close();
        } catch (OrtException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private void requireInputs(Set<String> given) {
        for (String name : session.getInputNames()) {
            if (!given.contains(name)) {
                throw new ModelException("input '" + name + "' is missing");
            }
        }
        for (String name : given) {
            if (!session.getInputNames().contains(name)) {
                throw new ModelException("there is no input '" + name + "'");
            }
        }
    }

    private void awaitRuns() {
        boolean interrupted = false;
        while (!running.isEmpty()) {
            try {
                running.wait();
            } catch (InterruptedException later) {
                // To free memory that a run still uses would end the process.
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void begin(RunOptions run) {
        synchronized (running) {
            if (closed) {
                throw new IllegalStateException("the program is closed");
            }
            running.put(run, false);
        }
    }

    private boolean ended(RunOptions run) {
        synchronized (running) {
            return running.get(run);
        }
    }

    private void end(RunOptions run) {
        synchronized (running) {
            running.remove(run);
            running.notifyAll();
        }
    }

    private static CancellationException terminated(OrtException cause) {
        CancellationException cancelled = new CancellationException("the run was terminated");
        cancelled.initCause(cause);
        return cancelled;
    }

    private OnnxTensor wrap(Tensor tensor) throws OrtException {
        return OnnxTensor.createTensor(
                environment,
                tensor.direct(),
                tensor.shape(),
                OnnxJavaType.valueOf(tensor.type().name()));
    }

    private static Map<String, Tensor> copies(OrtSession.Result result) {
        Map<String, Tensor> copies = new HashMap<>();
        for (Map.Entry<String, OnnxValue> output : result) {
            OnnxTensor value = (OnnxTensor) output.getValue();
            TensorInfo info = value.getInfo();
            Tensor copy = Tensor.allocate(DataType.valueOf(info.type.name()), info.getShape());
            copy.bytes().put(value.getByteBuffer());
            copies.put(output.getKey(), copy);
        }
        return copies;
    }

    /** The model's bytes outside of the Java heap, written there at once. */
    private static ByteBuffer serialised(Model model) {
        ModelProto proto = ModelWriter.proto(model);
        ByteBuffer bytes = ByteBuffer.allocateDirect(proto.getSerializedSize());
        try {
            CodedOutputStream out = CodedOutputStream.newInstance(bytes);
            proto.writeTo(out);
            out.flush();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.rewind();
    }
}
