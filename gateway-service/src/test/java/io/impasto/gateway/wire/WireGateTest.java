package io.impasto.gateway.wire;

import java.nio.charset.StandardCharsets;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class WireGateTest {

    private static final String GET = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n";
    private static final String POST =
            "POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n";
    private static final String BROKEN_CHUNK = "zz\r\n";

    private final EmbeddedChannel connection =
            new EmbeddedChannel(new HttpRequestDecoder(), new HttpResponseEncoder(), new WireGate());

    @AfterEach
    void close() {
        connection.finishAndReleaseAll();
    }

    @ParameterizedTest
    @CsvSource({
        "GET / HTTP/9.9, 505, http-version-not-supported",
        "GET / HTTP/0.9, 505, http-version-not-supported",
        "PRI * HTTP/2.0, 505, http-version-not-supported",
        "GET /?a=| HTTP/1.1, 400, invalid-request",
        "GET /?a=%zz HTTP/1.1, 400, invalid-request",
        "BREW / HTCPCP/1.0, 400, invalid-request",
        "EHLO example.org, 400, invalid-request",
    })
    void aFirstLineThatIsNotUnderstoodIsAnsweredAndTheConnectionEnds(String line, int status, String problem) {
        receive(line + "\r\nHost: localhost\r\n\r\n");
        isRefused(status, problem);
        assertThat(connection.inboundMessages()).isEmpty();
    }

    @Test
    void whatIsTooLongToReadIsAnswered() {
        receive("GET /" + "a".repeat(5000) + " HTTP/1.1\r\n\r\n");
        isRefused(414, "uri-too-long");
    }

    @Test
    void headersThatAreTooLongAreAnswered() {
        receive("GET / HTTP/1.1\r\nX: " + "y".repeat(9000) + "\r\n\r\n");
        isRefused(431, "headers-too-large");
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.0", "HTTP/1.1", "HTTP/1.2"})
    void everyMinorVersionIsLetIn(String version) {
        receive("GET /?a=%7c HTTP/1.1\r\n\r\n".replace("HTTP/1.1", version));
        assertThat(connection.inboundMessages().peek()).isInstanceOf(HttpRequest.class);
        assertThat(sent()).isEmpty();
    }

    @Test
    void brokenChunksAreAnswered() {
        receive(POST);
        receive(BROKEN_CHUNK);
        isRefused(400, "invalid-request");
    }

    @Test
    void aHundredContinueIsNoAnswer() {
        receive(POST);
        connection.writeOutbound(new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE));
        assertThat(sent()).startsWith("HTTP/1.1 100 ");
        receive(BROKEN_CHUNK);
        isRefused(400, "invalid-request");
    }

    @Test
    void nothingIsMixedIntoAnAnswerThatHasBegun() {
        receive(POST);
        connection.writeOutbound(new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK));
        assertThat(sent()).startsWith("HTTP/1.1 200 ");
        receive(BROKEN_CHUNK);
        assertThat(sent()).isEmpty();
        assertThat(lastReceived().decoderResult().isFailure()).isTrue();
    }

    @Test
    void aFaultBehindARequestThatIsNotAnsweredYetDoesNotOvertakeIt() {
        receive(GET + "GET /?a=| HTTP/1.1\r\n\r\n");
        assertThat(sent()).isEmpty();
    }

    @Test
    void aFaultAfterAnAnswerIsAnswered() {
        receive(GET);
        connection.writeOutbound(
                new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.NO_CONTENT),
                LastHttpContent.EMPTY_LAST_CONTENT);
        sent();
        receive("GET /?a=| HTTP/1.1\r\n\r\n");
        isRefused(400, "invalid-request");
    }

    private void receive(String bytes) {
        connection.writeInbound(Unpooled.copiedBuffer(bytes, StandardCharsets.ISO_8859_1));
    }

    private HttpObject lastReceived() {
        HttpObject last = null;
        for (HttpObject next = connection.readInbound(); next != null; next = connection.readInbound()) {
            ReferenceCountUtil.release(last);
            last = next;
        }
        return last;
    }

    private void isRefused(int status, String problem) {
        assertThat(sent())
                .startsWith("HTTP/1.1 " + status + " ")
                .contains("content-type: application/problem+json", "connection: close")
                .contains("\"urn:impasto:problem:" + problem + "\"");
        assertThat(connection.isOpen()).isFalse();
    }

    private String sent() {
        StringBuilder text = new StringBuilder();
        for (ByteBuf next = connection.readOutbound(); next != null; next = connection.readOutbound()) {
            text.append(next.toString(StandardCharsets.UTF_8));
            next.release();
        }
        return text.toString();
    }
}
