package io.impasto.acceptance;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import io.impasto.stack.Topics;
import io.impasto.stack.client.GatewayClient;
import io.impasto.stack.letters.Dlq;

import static org.assertj.core.api.Assertions.assertThat;

/** What was put aside is listed, shown and sent once more by {@code impasto dlq}. */
@ExtendWith(WithStack.class)
@Timeout(120)
class DeadLettersIT {

    private static final String LETTERS = Topics.deadLetters(Topics.REQUESTS);

    private RunningStack stack;
    private Queue queue;
    private String out;
    private String err;

    @BeforeEach
    void connect(RunningStack running) {
        stack = running;
        queue = new Queue(running.bootstrapServers());
    }

    @Test
    void aLetterIsListedWithItsReasonAndReplayedOnce() {
        String key = UUID.randomUUID().toString();
        queue.poison(Topics.REQUESTS, key);
        assertThat(queue.arrives(LETTERS, key, Duration.ofSeconds(20))).isTrue();

        String letter = only(key);
        assertThat(dlq("show", letter)).isZero();
        assertThat(out).contains("ce_type", "{\"this is\": no JSON", "origin: " + Topics.REQUESTS + "-0-");
        assertThat(dlq("replay", letter)).isZero();
        assertThat(out.strip()).isEqualTo(letter + " -> " + Topics.REQUESTS);

        Await.until(
                "it cannot be read any better and comes back as another letter",
                Duration.ofSeconds(20),
                () -> letters(key).size() == 1 && !letters(key).contains(letter));
        assertThat(dlq("replay", letter)).isEqualTo(2);
        assertThat(err.strip()).isEqualTo("impasto dlq: " + letter + " was replayed before");
    }

    @Test
    void aRequestWhoseTransferEndedIsPaintedAsAnotherTransfer() {
        GatewayClient gateway = new GatewayClient(stack.gateway());
        String key = UUID.randomUUID().toString();
        String content = Http.post(stack.gateway().resolve("/v1/images"), "image/png", Pictures.content(64, 64))
                .body()
                .path("id")
                .asText();
        String style = Http.post(stack.gateway().resolve("/v1/images"), "image/png", Pictures.style(64, 64, 5))
                .body()
                .path("id")
                .asText();
        queue.publish(
                LETTERS,
                "io.impasto.transfer.requested.v1",
                key,
                "{\"content\": \"%s\", \"styles\": [\"%s\"], \"options\": {\"size\": 64, \"evaluations\": 3}}"
                        .formatted(content, style),
                Map.of(
                        "impasto-error",
                        "all 5 attempts ended without a result",
                        "impasto-origin",
                        "impasto.requests-0-0"));

        assertThat(dlq("replay", "--as-new", only(key))).isZero();
        String anew = out.strip().substring(out.strip().lastIndexOf(' ') + 1);
        Await.until("it is painted", Duration.ofSeconds(30), () -> {
            JsonNode transfer =
                    Http.get(stack.gateway().resolve("/v1/transfers/" + anew)).body();
            return transfer.path("state").asText().equals("succeeded");
        });
        assertThat(gateway.transfer(anew).path("id").asText()).isEqualTo(anew);
        assertThat(letters(key)).isEmpty();
    }

    @Test
    void wrongUseIsToldInOneLine() {
        assertRefused("there is no letter impasto.requests.dlq-0-999999", "show", "impasto.requests.dlq-0-999999");
        assertRefused("say which letters, or --all", "replay");
        assertRefused(
                "there is no topic spam; there are impasto.controls, impasto.deliveries, impasto.events,"
                        + " impasto.requests, impasto.transfers",
                "list",
                "--topic",
                "spam");
        assertRefused("say list, show or replay; see impasto dlq --help");
    }

    private void assertRefused(String why, String... args) {
        assertThat(dlq(args)).isEqualTo(2);
        assertThat(err.strip()).isEqualTo("impasto dlq: " + why);
    }

    private String only(String key) {
        assertThat(letters(key)).hasSize(1);
        return letters(key).get(0);
    }

    private List<String> letters(String key) {
        assertThat(dlq("list", "--topic", Topics.REQUESTS)).isZero();
        return out.lines()
                .filter(line -> line.contains(key))
                .map(line -> line.substring(0, line.indexOf(' ')))
                .toList();
    }

    private int dlq(String... args) {
        ByteArrayOutputStream outBytes = new ByteArrayOutputStream();
        ByteArrayOutputStream errBytes = new ByteArrayOutputStream();
        String[] all = Stream.concat(
                        Arrays.stream(args),
                        args.length == 0 ? Stream.of() : Stream.of("--bootstrap-servers", stack.bootstrapServers()))
                .toArray(String[]::new);
        int code = Dlq.run(
                new PrintStream(outBytes, true, StandardCharsets.UTF_8),
                new PrintStream(errBytes, true, StandardCharsets.UTF_8),
                Map.of(),
                all);
        out = outBytes.toString(StandardCharsets.UTF_8);
        err = errBytes.toString(StandardCharsets.UTF_8);
        return code;
    }
}
