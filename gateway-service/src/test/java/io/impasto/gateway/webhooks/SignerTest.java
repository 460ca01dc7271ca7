package io.impasto.gateway.webhooks;

import java.net.http.HttpHeaders;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import com.standardwebhooks.Webhook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class SignerTest {

    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private static final String NEXT = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD";

    @Test
    void theOfficialLibraryVerifiesOurSignature() throws Exception {
        String body = "{\"type\":\"é\"}";
        Instant now = Instant.now();
        HttpHeaders headers = headers(now, new Signer(List.of(SECRET)).sign("msg_1", now, body));
        assertThatCode(() -> new Webhook(SECRET).verify(body, headers)).doesNotThrowAnyException();
        assertThatExceptionOfType(Exception.class).isThrownBy(() -> new Webhook(SECRET).verify(body + " ", headers));
    }

    @Test
    void whileSecretsAreRotatedEitherVerifies() throws Exception {
        Instant now = Instant.now();
        HttpHeaders headers = headers(now, new Signer(List.of(NEXT, SECRET)).sign("msg_1", now, "{}"));
        for (String secret : List.of(NEXT, SECRET)) {
            assertThatCode(() -> new Webhook(secret).verify("{}", headers)).doesNotThrowAnyException();
        }
        String another = "whsec_" + "A".repeat(32);
        assertThatExceptionOfType(Exception.class).isThrownBy(() -> new Webhook(another).verify("{}", headers));
    }

    @ParameterizedTest
    @ValueSource(strings = {"secret", "whsec_", "whsec_c2hvcnQ=", "whsec_%%%"})
    void aSecretThatIsNoneIsRefusedAtTheStart(String secret) {
        assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> new Signer(List.of(SECRET, secret)));
    }

    private static HttpHeaders headers(Instant now, String signature) {
        return HttpHeaders.of(
                Map.of(
                        "webhook-id", List.of("msg_1"),
                        "webhook-timestamp", List.of(String.valueOf(now.getEpochSecond())),
                        "webhook-signature", List.of(signature)),
                (name, value) -> true);
    }
}
