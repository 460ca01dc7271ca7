package io.impasto.stack;

import java.nio.file.Path;

/**
 * What is started.
 *
 * @param data the folder that keeps everything
 * @param port where the gateway listens on loopback
 * @param workers how many paint at the same time, 1 to 16
 */
public record StackOptions(Path data, int port, int workers) {

    public StackOptions {
        if (port < 1 || port > 65535) {
            throw new StackProblem("--port must be 1 to 65535, but is " + port);
        }
        if (workers < 1 || workers > 16) {
            throw new StackProblem("--workers must be 1 to 16, but is " + workers);
        }
    }
}
