package io.impasto.engine.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A command that cannot go on: one line for a person, and the exit code. */
final class Failure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int exitCode;

    private Failure(int exitCode, String message, Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
    }

    int exitCode() {
        return exitCode;
    }

    /** The arguments make no sense together. */
    static Failure usage(String message) {
        return new Failure(Exit.USAGE, message, null);
    }

    /** A file that was given cannot be used. */
    static Failure badInput(String message, Throwable cause) {
        return new Failure(Exit.BAD_INPUT, message, cause);
    }

    /** The result cannot be put where it was asked for. */
    static Failure cannotWrite(String what, IOException cause) {
        return new Failure(Exit.CANNOT_WRITE, "cannot write " + what + ": " + reason(cause), cause);
    }

    /** An address does not deliver. */
    static Failure unreachable(String message, Throwable cause) {
        return new Failure(Exit.UNREACHABLE, message, cause);
    }

    /** The user asked to stop. */
    static Failure interrupted() {
        return new Failure(Exit.INTERRUPTED, "interrupted; nothing was written", null);
    }

    /** The user asked to stop, and the painting can go on. */
    static Failure interrupted(Path kept, int evaluation) {
        return new Failure(
                Exit.INTERRUPTED,
                "interrupted after evaluation " + evaluation + "; --resume " + kept + " goes on",
                null);
    }

    /** The user asked to stop, and some frames of a film are painted. */
    static Failure interrupted(int frames, Path folder) {
        return new Failure(Exit.INTERRUPTED, "interrupted after " + frames + " frames, which are in " + folder, null);
    }

    /** Why an input or output failed; the file systems' own messages are often only the file's name. */
    static String reason(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "no such file or folder";
        }
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (e instanceof FileSystemException file && file.getReason() != null) {
            return file.getReason();
        }
        return String.valueOf(e.getMessage());
    }
}
