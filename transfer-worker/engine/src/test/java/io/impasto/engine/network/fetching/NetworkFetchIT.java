package io.impasto.engine.network.fetching;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.impasto.engine.network.FeatureNetwork;
import io.impasto.engine.network.Models;
import io.impasto.engine.network.NetworkException;
import io.impasto.engine.network.importing.KerasFiles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class NetworkFetchIT {
    private static final Patience SHORT = new Patience(
            Duration.ofSeconds(5), Duration.ofSeconds(20), Duration.ofSeconds(20), Duration.ofMillis(1), 3);

    /** What the server does with a request; the last of a list is for all further ones. */
    private interface Answer {
        void to(HttpExchange exchange) throws IOException;
    }

    @TempDir
    Path folder;

    private final Deque<Answer> answers = new ArrayDeque<>();
    private final List<Headers> requests = new CopyOnWriteArrayList<>();
    private final CountDownLatch over = new CountDownLatch(1);
    private ExecutorService threads;
    private HttpServer server;
    private Models models;
    private byte[] file;

    @BeforeEach
    void serveAFile() throws IOException {
        Path weights = folder.resolve("weights.h5");
        KerasFiles.write(weights, KerasFiles.VGG19);
        file = Files.readAllBytes(weights);
        models = Models.in(folder.resolve("models"));
        threads = Executors.newCachedThreadPool();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        over.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    @Test
    void whatIsFetchedCanBeOpenedByNameAndTheDownloadIsGone() throws Exception {
        answers.add(whole("\"one\""));
        FeatureNetwork network = fetch(published());

        assertThat(network.name()).isEqualTo("vgg19");
        assertThat(models.named("vgg19").layers()).contains("relu1_1", "relu5_4");
        assertThat(network.manifest().source()).isEqualTo(published().address().toString());
        assertThat(network.manifest().sha256()).isEqualTo(models.named("vgg19").sha256());
        assertThat(downloaded()).isEmpty();
    }

    @Test
    void afterABreakOnlyTheRestIsAskedFor() throws Exception {
        answers.addAll(List.of(broken("\"one\"", 1000), rest("\"one\"")));
        assertThat(fetch(published()).layers()).hasSize(16);

        assertThat(requests).hasSize(2);
        assertThat(requests.get(0).getFirst("Range")).isNull();
        assertThat(requests.get(1).getFirst("Range")).isEqualTo("bytes=1000-");
        assertThat(requests.get(1).getFirst("If-Range")).isEqualTo("\"one\"");
    }

    @Test
    void aLaterCallGoesOnWhereOneThatGaveUpEnded() throws Exception {
        answers.addAll(List.of(broken("\"one\"", 500), status(503)));
        assertThatThrownBy(() -> fetch(published()))
                .isInstanceOf(UnreachableException.class)
                .hasMessageContaining("503");
        assertThat(Files.list(models.folder()).map(each -> each.getFileName().toString()))
                .containsExactly(".download");

        answers.clear();
        requests.clear();
        answers.add(rest("\"one\""));
        assertThat(fetch(published()).layers()).hasSize(16);
        assertThat(requests.get(0).getFirst("Range")).isEqualTo("bytes=500-");
    }

    @Test
    void aServerWithoutRangesSendsAllOfItAgain() throws Exception {
        answers.addAll(List.of(broken("\"one\"", 1000), whole("\"one\"")));
        assertThat(fetch(published()).layers()).hasSize(16);
    }

    @Test
    void aFileThatChangedMeanwhileIsNotMixedWithTheOldOne() throws Exception {
        byte[] old = file.clone();
        Arrays.fill(old, (byte) 7);
        answers.addAll(List.of(brokenOf(old, "\"old\"", 1000), whole("\"new\"")));
        assertThat(fetch(published()).layers()).hasSize(16);
        assertThat(requests.get(1).getFirst("If-Range")).isEqualTo("\"old\"");
    }

    @Test
    void withoutAVersionNothingIsResumed() throws Exception {
        answers.addAll(List.of(broken("W/\"weak\"", 1000), whole(null)));
        assertThat(fetch(published()).layers()).hasSize(16);
        assertThat(requests.get(1).getFirst("Range")).isNull();
    }

    @Test
    void aRestThatDoesNotFollowOnIsNotTaken() throws Exception {
        answers.addAll(List.of(broken("\"one\"", 1000), otherRest(), whole("\"one\"")));
        assertThat(fetch(published()).layers()).hasSize(16);
    }

    @Test
    void anotherFileThanThePublishedOneIsRefusedAndNotKept() {
        answers.add(whole("\"one\""));
        Published other = new Published("vgg19", address("/file"), "0".repeat(32), 1 << 20);
        assertThatThrownBy(() -> fetch(other))
                .isInstanceOf(NetworkException.class)
                .hasMessageContainingAll("MD5", md5(file), "nothing was changed");
        assertThat(models.has("vgg19")).isFalse();
        assertThat(downloaded()).isEmpty();
    }

    @Test
    void aServerThatIsBusyTwiceIsAskedAThirdTime() throws Exception {
        answers.addAll(List.of(status(503), status(503), whole("\"one\"")));
        assertThat(fetch(published()).layers()).hasSize(16);
        assertThat(requests).hasSize(3);
    }

    @Test
    void whatIsNotThereIsAskedForOnce() {
        answers.add(status(404));
        assertThatThrownBy(() -> fetch(published()))
                .isInstanceOf(UnreachableException.class)
                .hasMessageContaining("404");
        assertThat(requests).hasSize(1);
    }

    @Test
    void aConnectionThatFallsSilentIsBroken() throws Exception {
        answers.addAll(List.of(silent("\"one\"", 700), rest("\"one\"")));
        Patience impatient = new Patience(
                Duration.ofSeconds(5), Duration.ofSeconds(20), Duration.ofMillis(100), Duration.ofMillis(1), 3);
        assertThat(new NetworkFetch(models, impatient, (bytes, total) -> {})
                        .fetch(published(), false)
                        .layers())
                .hasSize(16);
        assertThat(requests.get(1).getFirst("Range")).isEqualTo("bytes=700-");
    }

    @Test
    void moreThanTheFileCanHaveIsNotReceived() {
        answers.add(whole("\"one\""));
        Published small = new Published("vgg19", address("/file"), md5(file), 100);
        assertThatThrownBy(() -> fetch(small))
                .isInstanceOf(UnreachableException.class)
                .hasMessageContaining("100 bytes");
        assertThat(downloaded()).isEmpty();
    }

    @Test
    void aRedirectMayNotLeadToPlainHttpElsewhere() {
        answers.add(exchange -> {
            exchange.getResponseHeaders().set("Location", "http://example.org/file");
            exchange.sendResponseHeaders(302, -1);
        });
        assertThatThrownBy(() -> fetch(published()))
                .isInstanceOf(UnreachableException.class)
                .hasMessageContainingAll("example.org", "not https");
    }

    @Test
    void aRedirectIsFollowed() throws Exception {
        answers.add(exchange -> {
            exchange.getResponseHeaders().set("Location", "/elsewhere");
            exchange.sendResponseHeaders(307, -1);
        });
        answers.add(whole("\"one\""));
        assertThat(fetch(published()).layers()).hasSize(16);
    }

    @Test
    void plainHttpIsForThisMachineOnly() {
        Published plain = published().from(URI.create("http://example.org/vgg19.h5"));
        assertThatThrownBy(() -> fetch(plain))
                .isInstanceOf(UnreachableException.class)
                .hasMessageContaining("not https");
    }

    @Test
    void aClosedPortIsToldAtOnce() throws IOException {
        int closed;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = socket.getLocalPort();
        }
        Published offline = published().from(URI.create("http://127.0.0.1:" + closed + "/vgg19.h5"));
        assertThatThrownBy(() -> fetch(offline))
                .isInstanceOf(UnreachableException.class)
                .hasMessageContaining("can't be reached");
    }

    @Test
    void aFolderThatCannotBeWrittenIsToldBeforeAnyRequest() throws IOException {
        models = Models.in(Files.writeString(folder.resolve("file"), "").resolve("models"));
        assertThatThrownBy(() -> fetch(published())).isInstanceOf(IOException.class);
        assertThat(requests).isEmpty();
    }

    @Test
    void twoAtOnceDoNotMeet() throws IOException {
        Path lock = models.folder().resolve(".download/vgg19.lock");
        Files.createDirectories(lock.getParent());
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock held = channel.lock()) {
            assertThat(held.isValid()).isTrue();
            assertThatThrownBy(() -> fetch(published()))
                    .isInstanceOf(NetworkException.class)
                    .hasMessageContaining("another process");
        }
        assertThat(requests).isEmpty();
    }

    private FeatureNetwork fetch(Published published) throws IOException, InterruptedException {
        return new NetworkFetch(models, SHORT, (bytes, total) -> {}).fetch(published, false);
    }

    private Published published() {
        return new Published("vgg19", address("/file"), md5(file), 1 << 20);
    }

    private URI address(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    /** Names in the folder of downloads, without the lock that stays there. */
    private List<String> downloaded() {
        return Arrays.stream(models.folder().resolve(".download").toFile().list())
                .filter(name -> !name.endsWith(".lock"))
                .toList();
    }

    private void answer(HttpExchange exchange) throws IOException {
        requests.add(exchange.getRequestHeaders());
        try (exchange) {
            next().to(exchange);
        }
    }

    private synchronized Answer next() {
        return answers.size() > 1 ? answers.remove() : answers.element();
    }

    private Answer whole(String etag) {
        return exchange -> {
            tag(exchange, etag);
            exchange.sendResponseHeaders(200, file.length);
            exchange.getResponseBody().write(file);
        };
    }

    private Answer broken(String etag, int after) {
        return brokenOf(file, etag, after);
    }

    /** Closes the connection in the middle of what it announced. */
    private static Answer brokenOf(byte[] content, String etag, int after) {
        return exchange -> {
            tag(exchange, etag);
            exchange.sendResponseHeaders(200, content.length);
            exchange.getResponseBody().write(content, 0, after);
            exchange.getResponseBody().flush();
        };
    }

    private Answer silent(String etag, int after) {
        return exchange -> {
            tag(exchange, etag);
            exchange.sendResponseHeaders(200, file.length);
            exchange.getResponseBody().write(file, 0, after);
            exchange.getResponseBody().flush();
            hold();
        };
    }

    private void hold() {
        try {
            over.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** What was asked for, from its first byte on. */
    private Answer rest(String etag) {
        return exchange -> {
            String range = exchange.getRequestHeaders().getFirst("Range");
            int from = Integer.parseInt(range.substring("bytes=".length(), range.length() - 1));
            part(exchange, etag, from);
        };
    }

    private Answer otherRest() {
        return exchange -> part(exchange, "\"one\"", 3);
    }

    private void part(HttpExchange exchange, String etag, int from) throws IOException {
        tag(exchange, etag);
        exchange.getResponseHeaders()
                .set("Content-Range", "bytes " + from + "-" + (file.length - 1) + "/" + file.length);
        exchange.sendResponseHeaders(206, file.length - from);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(file, from, file.length - from);
        }
    }

    private static Answer status(int code) {
        return exchange -> exchange.sendResponseHeaders(code, -1);
    }

    private static void tag(HttpExchange exchange, String etag) {
        if (etag != null) {
            exchange.getResponseHeaders().set("ETag", etag);
        }
    }

    private static String md5(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
