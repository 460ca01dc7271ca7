package io.impasto.engine.replay;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import io.impasto.autodiff.Program;
import io.impasto.engine.device.Execution;
import io.impasto.engine.device.Processor;

/**
 * What decides the last bits of a painting besides its inputs.
 *
 * @param impasto version of this engine
 * @param onnxRuntime version of ONNX Runtime
 * @param java version of the JVM, whose library decodes pictures
 * @param processor architecture and widest vector instructions, such as {@code amd64 avx2}
 * @param execution device and precision, such as {@code cpu float32}
 * @param threads that worked on one run
 * @param stepsPerRun optimiser steps that were one run
 */
public record Circumstances(
        String impasto,
        String onnxRuntime,
        String java,
        String processor,
        String execution,
        int threads,
        int stepsPerRun) {

    /** Those of this process with an execution. */
    public static Circumstances here(Execution execution) {
        String version = Circumstances.class.getPackage().getImplementationVersion();
        return new Circumstances(
                version == null ? "development" : version,
                Program.runtimeVersion(),
                System.getProperty("java.version"),
                Processor.describe(),
                execution.describe(),
                execution.threads() > 0 ? execution.threads() : Processor.cores(),
                execution.stepsPerRun());
    }

    /** What differs, each for a person; empty where all is the same. What was not said is no difference. */
    public List<String> differences(Circumstances now) {
        List<String> differences = new ArrayList<>();
        compare(differences, "version of ONNX Runtime", onnxRuntime, now.onnxRuntime);
        compare(differences, "version of Impasto", impasto, now.impasto);
        compare(differences, "device and precision", execution, now.execution);
        compare(differences, "processor", processor, now.processor);
        compare(differences, "number of threads", said(threads), said(now.threads));
        compare(differences, "number of steps per run", said(stepsPerRun), said(now.stepsPerRun));
        compare(differences, "version of Java", java, now.java);
        return differences;
    }

    private static String said(int number) {
        return number == 0 ? null : Integer.toString(number);
    }

    static void compare(List<String> differences, String what, String then, String now) {
        if (then != null && !Objects.equals(then, now)) {
            differences.add("another " + what + ": " + then + " then, " + now + " now");
        }
    }
}
