/**
 * The real parts that the worker's tests run against, and another system that publishes requests and reads events. Start
 * reading at {@link io.impasto.worker.line.Parts} and {@link io.impasto.worker.line.OtherSystem}.
 */
package io.impasto.worker.line;
