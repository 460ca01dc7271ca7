package io.impasto.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The folder that holds everything a stack keeps; one stack at a time may use it. */
final class DataFolder implements AutoCloseable {

    private final Path path;
    private final FileChannel lock;

    private DataFolder(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /**
     * Makes the folder when missing and takes it; the operating system gives it back however this process ends.
     *
     * @throws StackProblem if another process has it, or it cannot be written
     */
    static DataFolder take(Path path) {
        Path folder = path.toAbsolutePath().normalize();
        try {
            Files.createDirectories(folder);
            FileChannel lock = FileChannel.open(
                    folder.resolve("lock"),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE);
            if (!tryLock(lock)) {
                String owner = read(lock);
                lock.close();
                throw new StackProblem(
                        "the data folder " + folder + " is in use" + (owner.isEmpty() ? "" : " by process " + owner)
                                + "; stop that one or name another with --data");
            }
            lock.truncate(0).write(utf8(String.valueOf(ProcessHandle.current().pid())), 0);
            return new DataFolder(folder, lock);
        } catch (FileAlreadyExistsException e) {
            throw new StackProblem("the data folder " + folder + " is not a folder");
        } catch (IOException e) {
            throw new StackProblem("the data folder " + folder + " cannot be written: " + e.getMessage());
        }
    }

    Path broker() {
        return path.resolve("broker");
    }

    Path store() {
        return path.resolve("store");
    }

    /** Logs and working files of the services. */
    Path services() {
        return path.resolve("services");
    }

    Path secrets() {
        return path.resolve("secrets.properties");
    }

    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean tryLock(FileChannel lock) throws IOException {
        try {
            return lock.tryLock() != null;
        } catch (OverlappingFileLockException heldHere) {
            return false;
        }
    }

    private static String read(FileChannel lock) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(32);
        lock.read(bytes, 0);
        return StandardCharsets.UTF_8.decode(bytes.flip()).toString().strip();
    }

    private static ByteBuffer utf8(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }
}
