package io.impasto.gateway;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.impasto.gateway.stack.TestStack;

import static org.assertj.core.api.Assertions.assertThat;

/** Bodies that say of themselves that they are too long are refused before a byte of them has come. */
@QuarkusTest
@QuarkusTestResource(TestStack.class)
class OverlongBodyIT {

    @TestHTTPResource
    URI base;

    @ParameterizedTest
    @CsvSource({
        "/v1/images, image/png, 33554433",
        "/v1/images, multipart/form-data; boundary=x, 33619969",
        "/v1/transfers, multipart/form-data; boundary=x, 100663297",
        "/v1/transfers, application/json, 262145",
        "/v1/transfers, application/json, 999999999999999999999",
    })
    @Timeout(20)
    void isRefusedByItsHeaderAlone(String path, String type, String length) throws IOException {
        try (Socket socket = new Socket(base.getHost(), base.getPort());
                BufferedReader answer = new BufferedReader(
                        new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1))) {
            String head = "POST " + path + " HTTP/1.1\r\nHost: " + base.getAuthority() + "\r\nContent-Type: " + type
                    + "\r\nContent-Length: " + length + "\r\n\r\n";
            socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
            assertThat(answer.readLine()).contains(length.length() > 18 ? "400" : "413");
        }
    }

    @Test
    @Timeout(60)
    void theAnswerReachesWhoSendsAllOfItFirst() throws IOException {
        int length = 64 << 20;
        try (Socket socket = new Socket(base.getHost(), base.getPort())) {
            OutputStream request = socket.getOutputStream();
            request.write(("POST /v1/images HTTP/1.1\r\nHost: " + base.getAuthority()
                            + "\r\nContent-Type: image/png\r\nContent-Length: " + length + "\r\n\r\n")
                    .getBytes(StandardCharsets.ISO_8859_1));
            byte[] part = new byte[1 << 20];
            for (int sent = 0; sent < length; sent += part.length) {
                request.write(part);
            }
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer).startsWith("HTTP/1.1 413 ").contains("urn:impasto:problem:body-too-large");
        }
    }
}
