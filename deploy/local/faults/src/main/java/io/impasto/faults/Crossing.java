package io.impasto.faults;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/** A TCP proxy on loopback whose line can be cut, slow, or answered with 503 in place of the server behind it. */
final class Crossing implements AutoCloseable {

    private static final int CHUNK = 8192;
    private static final long SLOW_NANOS = 30_000_000;
    private static final byte[] BUSY =
            ("HTTP/1.1 503 Slow Down\r\nContent-Type: application/xml\r\nConnection: close\r\n"
                            + "Content-Length: 79\r\n\r\n"
                            + "<Error><Code>SlowDown</Code><Message>Reduce your request rate</Message></Error>")
                    .getBytes(StandardCharsets.US_ASCII);

    /** How it treats what comes. */
    enum Mode {
        OPEN,
        /** Each piece of 8 KiB is held for 30 ms. */
        SLOW,
        /** Nothing passes and nobody is told, as when a cable is pulled; what was sent passes afterwards. */
        CUT,
        /** Connections are closed, new ones are answered with 503. */
        REFUSE
    }

    private final ServerSocket server;
    private final int target;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private Mode mode = Mode.OPEN;

    /**
     * Listens at once.
     *
     * @param port where to listen
     * @param target where connections lead
     */
    Crossing(int port, int target) {
        this.target = target;
        try {
            server = new ServerSocket(port, 128, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        daemon(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    synchronized void set(Mode next) {
        mode = next;
        if (next == Mode.REFUSE) {
            sockets.forEach(Crossing::closeQuietly);
        }
        notifyAll();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                daemon(() -> serve(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        sockets.add(client);
        try (client) {
            if (awaitLine() == Mode.REFUSE) {
                refuse(client);
                return;
            }
            try (Socket upstream = new Socket(InetAddress.getLoopbackAddress(), target)) {
                sockets.add(upstream);
                client.setTcpNoDelay(true);
                upstream.setTcpNoDelay(true);
                daemon(() -> pass(upstream, client));
                pass(client, upstream);
                sockets.remove(upstream);
            }
        } catch (IOException | InterruptedException gone) {
            // the client sees a closed connection
        } finally {
            sockets.remove(client);
        }
    }

    /** Reads what was sent, or the client would see a reset in place of the answer. */
    private static void refuse(Socket client) throws IOException {
        InputStream in = client.getInputStream();
        in.readNBytes(1);
        client.getOutputStream().write(BUSY);
        client.shutdownOutput();
        client.setSoTimeout(1000);
        in.transferTo(OutputStream.nullOutputStream());
    }

    /** Both ends close when one does. */
    private void pass(Socket from, Socket to) {
        byte[] chunk = new byte[CHUNK];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                if (awaitLine() == Mode.SLOW) {
                    LockSupport.parkNanos(SLOW_NANOS);
                }
                out.write(chunk, 0, read);
            }
        } catch (IOException | InterruptedException gone) {
            // as below
        }
        closeQuietly(from);
        closeQuietly(to);
    }

    private synchronized Mode awaitLine() throws InterruptedException {
        while (mode == Mode.CUT) {
            wait();
        }
        return mode;
    }

    @Override
    public void close() {
        set(Mode.OPEN);
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        sockets.forEach(Crossing::closeQuietly);
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException alreadyGone) {
            // it is closed, which was wanted
        }
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task, "crossing");
        thread.setDaemon(true);
        thread.start();
    }
}
