package io.impasto.autodiff;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** ONNX Runtime recurses deeply while it starts and loads: 1 MiB of stack can overrun, which ends the JVM. */
final class LargeStack {
    private static final long BYTES = 256L << 20;

    private LargeStack() {}

    /** @throws RuntimeException that {@code work} threw, with this thread's trace */
    static <T> T call(Callable<T> work) {
        FutureTask<T> task = new FutureTask<>(work);
        Thread thread = new Thread(null, task, "onnx-load", BYTES);
        thread.setDaemon(true);
        thread.start();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return task.get();
                } catch (InterruptedException later) {
                    // Loading can't be broken off; the caller sees the interrupt when it is done.
                    interrupted = true;
                }
            }
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof ModelException refused) {
                throw new ModelException(refused.getMessage(), refused);
            }
            if (failed.getCause() instanceof DeviceException missing) {
                throw new DeviceException(missing.getMessage(), missing);
            }
            throw new IllegalStateException(failed.getCause());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
