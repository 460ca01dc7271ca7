package io.impasto.gateway.stack;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

import org.apache.kafka.common.protocol.ApiKeys;

/** The gateway's line to the broker: it can be made to break at a certain request, and stays broken until it is mended. */
public final class Line implements AutoCloseable {

    /**
     * What a Kafka client asks.
     *
     * @param client its client id
     */
    public record Request(ApiKeys what, String client) {

        static Request of(byte[] frame) {
            ByteBuffer header = ByteBuffer.wrap(frame);
            ApiKeys what = ApiKeys.forId(header.getShort());
            header.getShort();
            header.getInt();
            int length = header.getShort();
            return new Request(
                    what, length < 0 ? "" : new String(frame, header.position(), length, StandardCharsets.UTF_8));
        }
    }

    private enum When {
        /** The broker never hears of the request. */
        BEFORE,
        /** The broker has answered, and the client does not hear of it. */
        ANSWERED
    }

    private record Break(Predicate<Request> at, When when) {}

    private final ServerSocket server;
    private final int target;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    /** Ways to the broker whose next answer nobody hears. */
    private final Set<Socket> unheard = ConcurrentHashMap.newKeySet();

    private Break planned;
    private boolean broken;

    /** @param target port of the broker */
    Line(int port, int target) {
        this.target = target;
        try {
            server = new ServerSocket(port, 128, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        daemon(this::accept);
    }

    /** Breaks before the first such request reaches the broker. */
    public synchronized void breakBefore(Predicate<Request> at) {
        planned = new Break(at, When.BEFORE);
    }

    /** Breaks when the broker has answered the first such request, before the answer is heard. */
    public synchronized void breakUnheard(Predicate<Request> at) {
        planned = new Break(at, When.ANSWERED);
    }

    public synchronized boolean broken() {
        return broken;
    }

    /** As if nothing had been. */
    public synchronized void mend() {
        planned = null;
        broken = false;
    }

    private synchronized When plannedFor(byte[] frame) {
        return planned != null && planned.at().test(Request.of(frame)) ? planned.when() : null;
    }

    private synchronized void breakNow() {
        planned = null;
        broken = true;
        sockets.forEach(Line::closeQuietly);
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
        try (client;
                Socket broker = new Socket(InetAddress.getLoopbackAddress(), target)) {
            client.setTcpNoDelay(true);
            broker.setTcpNoDelay(true);
            sockets.add(client);
            sockets.add(broker);
            if (!broken()) {
                daemon(() -> passAnswers(broker, client));
                passRequests(client, broker);
            }
            sockets.remove(client);
            sockets.remove(broker);
        } catch (IOException gone) {
            sockets.remove(client);
        }
    }

    private void passRequests(Socket client, Socket broker) throws IOException {
        DataInputStream in = new DataInputStream(client.getInputStream());
        DataOutputStream out = new DataOutputStream(broker.getOutputStream());
        while (true) {
            byte[] frame = in.readNBytes(in.readInt());
            When when = plannedFor(frame);
            if (when == When.BEFORE) {
                breakNow();
                return;
            }
            if (when == When.ANSWERED) {
                unheard.add(broker);
            }
            out.write(ByteBuffer.allocate(4 + frame.length)
                    .putInt(frame.length)
                    .put(frame)
                    .array());
        }
    }

    private void passAnswers(Socket broker, Socket client) {
        byte[] chunk = new byte[8192];
        try {
            InputStream in = broker.getInputStream();
            for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                if (unheard.remove(broker)) {
                    breakNow();
                }
                client.getOutputStream().write(chunk, 0, read);
            }
        } catch (IOException gone) {
            // as below
        }
        closeQuietly(client);
        closeQuietly(broker);
    }

    @Override
    public void close() throws IOException {
        server.close();
        sockets.forEach(Line::closeQuietly);
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException alreadyGone) {
            // it is closed, which was wanted
        }
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task, "line");
        thread.setDaemon(true);
        thread.start();
    }
}
