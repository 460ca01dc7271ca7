package io.impasto.storage.imports;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;

import com.fasterxml.jackson.databind.JsonNode;
import io.minio.MakeBucketArgs;
import io.minio.MinioClient;
import io.minio.PutObjectArgs;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.impasto.egress.AddressGuard;
import io.impasto.stack.tls.Authority;
import io.impasto.storage.Http;
import io.impasto.storage.Parts;
import io.impasto.storage.WithStoreAndBroker;
import io.impasto.storage.problems.ProblemException;
import io.impasto.storage.problems.ProblemType;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@QuarkusTest
@QuarkusTestResource(WithStoreAndBroker.class)
class ImportsIT {

    private static final String TENANT = "Impasto-Tenant";

    @TestHTTPResource("/")
    URI base;

    Parts parts;
    private Http http;
    private Site site;

    @BeforeEach
    void open() throws IOException {
        http = new Http(base);
        site = new Site();
    }

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void aPictureOfTheWebBecomesAnImageOfTheTenant() {
        Http.Answer imported = fetch(site.address("/picture.png"), "north");
        assertThat(imported.status()).isEqualTo(201);
        JsonNode image = imported.json();
        assertThat(image.path("width").asInt()).isEqualTo(73);
        String address = "/v1/images/" + image.path("id").asText();
        assertThat(imported.header("Location")).endsWith(address);
        assertThat(http.get(address + "/content", TENANT, "north").bytes()).isEqualTo(Site.PICTURE);
        http.get(address, TENANT, "south").problem(404, "image-not-found");
        Http.Answer again = fetch(site.address("/picture.png"), "north");
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.json()).isEqualTo(image);
    }

    @Test
    void aPictureOfAnotherBucketIsTakenWhereItIsAllowed() throws Exception {
        MinioClient other = MinioClient.builder()
                .endpoint(parts.store().endpoint())
                .credentials(parts.store().accessKey(), parts.store().secretKey())
                .build();
        other.makeBucket(MakeBucketArgs.builder().bucket("inbox").build());
        other.putObject(PutObjectArgs.builder().bucket("inbox").object("in/photo 1.png").stream(
                        new ByteArrayInputStream(Site.PICTURE), (long) Site.PICTURE.length, -1L)
                .build());
        assertThat(fetch("s3://inbox/in/photo 1.png", "east").status()).isEqualTo(201);
        fetch("s3://inbox/in/none.png", "east").problem(422, "image-unavailable");
        fetch("s3://impasto/images/x", "east").problem(422, "address-not-allowed");
        fetch("s3://secrets/x", "east").problem(422, "address-not-allowed");
        fetch("s3://inbox", "east").problem(422, "address-not-allowed");
    }

    @ParameterizedTest
    @CsvSource({
        "/missing, image-unavailable, The host answered 404.",
        "/broken, image-unavailable, The host answered 500.",
        "/away, image-unavailable, 'The address leads to another one, which is not followed.'",
        "/nothing, image-unavailable, There is nothing at the address.",
        "/slow, image-unavailable, 'The picture broke off, or took too long.'",
        "/torn, image-unavailable, 'The picture broke off, or took too long.'",
    })
    void whatCannotBeFetchedIsToldWhy(String path, String problem, String detail) {
        assertThat(fetch(site.address(path), "north")
                        .problem(422, problem)
                        .path("detail")
                        .asText())
                .isEqualTo(detail);
        assertThat(site.inside()).isZero();
    }

    @Test
    void whatIsTooLongIsNotReadToItsEnd() {
        fetch(site.address("/huge"), "north").problem(413, "body-too-large");
        Http.Answer endless = fetch(site.address("/endless"), "north");
        assertThat(endless.status()).isIn(413, 422);
    }

    @Test
    void whatIsNoPictureIsRefusedAsAnUploadIs() {
        fetch(site.address("/text"), "north").problem(422, "not-an-image");
        http.post("/v1/images/import", "{}".getBytes(UTF_8)).problem(400, "malformed-json");
        http.post("/v1/images/import", "http://x/".getBytes(UTF_8)).problem(400, "malformed-json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://169.254.169.254/latest/meta-data",
                "https://10.0.0.1/",
                "https://[::ffff:10.0.0.1]/",
                "https://[fd00::1]/",
                "http://8.8.8.8/picture.png",
                "https://user@example.org/",
                "file:///etc/passwd",
                "ftp://example.org/",
                "picture.png",
            })
    void whereNobodyMayGoIsRefused(String address) {
        fetch(address, "north").problem(422, "address-not-allowed");
    }

    @Test
    void aHostThatIsNotThereIsUnavailable() {
        fetch("https://no.such.host.invalid/", "north").problem(422, "image-unavailable");
        fetch("http://127.0.0.1:1/", "north").problem(422, "image-unavailable");
    }

    @Test
    void aNameThatIsBoundAnewIsConnectedToWhereItWasChecked() throws IOException {
        Iterator<String> answers = List.of("127.0.0.1", "127.0.0.2").iterator();
        WebImages images = new WebImages(new Plain(null), new AddressGuard(List.of("127.0.0.1/32"), host ->
                new InetAddress[] {address(answers.next())}));
        try (Fetched picture = images.open("http://rebinding.example:" + site.port() + "/picture.png")) {
            assertThat(picture.readAllBytes()).isEqualTo(Site.PICTURE);
        }
        assertThat(answers.hasNext()).as("it is looked up once").isTrue();
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> images.open("http://rebinding.example:" + site.port() + "/picture.png"))
                .satisfies(e -> assertThat(e.type()).isEqualTo(ProblemType.ADDRESS_NOT_ALLOWED));
    }

    @Test
    void aNameThatResolvesAndYetIsNoneIsRefused() {
        WebImages images = new WebImages(new Plain(null), new AddressGuard(List.of("127.0.0.1/32"), host ->
                new InetAddress[] {address("127.0.0.1")}));
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> images.open("http://xn--0.example:" + site.port() + "/picture.png"))
                .satisfies(e -> assertThat(e.type()).isEqualTo(ProblemType.ADDRESS_NOT_ALLOWED));
    }

    @Test
    void aHostOfACompanysOwnAuthorityIsBelieved() throws IOException {
        try (Site secure = Site.secure(parts.authority().certify("dns:localhost"))) {
            Http.Answer imported = fetch("https://localhost:" + secure.port() + "/picture.png", "west");
            assertThat(imported.status()).isEqualTo(201);
            String content = "/v1/images/" + imported.json().path("id").asText() + "/content";
            assertThat(http.get(content, TENANT, "west").bytes()).isEqualTo(Site.PICTURE);
        }
    }

    @Test
    void aHostThatCannotShowWhoItIsIsNotRead(@TempDir Path folder) throws IOException {
        Authority own = parts.authority();
        assertNotRead(own.certify("dns:other.example"), "its certificate is for another name.");
        assertNotRead(
                new Authority(folder).certify("dns:localhost"),
                "no authority that is trusted vouches for its certificate.");
        assertNotRead(own.certifyInThePast("dns:localhost"), "its certificate has expired, or is not valid yet.");
    }

    private void assertNotRead(SSLContext tls, String why) throws IOException {
        try (Site secure = Site.secure(tls)) {
            assertThat(detail(fetch("https://localhost:" + secure.port() + "/picture.png", "north")))
                    .isEqualTo("The host could not show that it is the one that was asked for: " + why);
            assertThat(secure.calls()).isZero();
        }
    }

    private static String detail(Http.Answer answer) {
        return answer.problem(422, "image-unavailable").path("detail").asText();
    }

    @Test
    void aHostIsAskedByItsNameAtTheAddressThatWasChecked() throws IOException {
        Authority own = parts.authority();
        WebImages images = new WebImages(new Plain(own.certificate()), new AddressGuard(List.of("127.0.0.1/32"), host ->
                new InetAddress[] {address("127.0.0.1")}));
        try (Site secure = Site.secure(own.certify("dns:pictures.example"));
                Fetched picture = images.open("https://pictures.example:" + secure.port() + "/picture.png")) {
            assertThat(picture.readAllBytes()).isEqualTo(Site.PICTURE);
            assertThat(secure.named()).containsExactly("pictures.example");
        }
        try (Site secure = Site.secure(own.certify("ip:127.0.0.1"))) {
            assertThatExceptionOfType(ProblemException.class)
                    .as("the certificate of the address is none of the name's")
                    .isThrownBy(() -> images.open("https://pictures.example:" + secure.port() + "/picture.png"))
                    .withMessageContaining("its certificate is for another name");
        }
    }

    private static InetAddress address(String text) throws UnknownHostException {
        return InetAddress.getByName(text);
    }

    private Http.Answer fetch(String address, String tenant) {
        return http.post("/v1/images/import", ("{\"url\": \"" + address + "\"}").getBytes(UTF_8), TENANT, tenant);
    }

    /** @param authorities their file, or null */
    private record Plain(Path authorities) implements ImportsConfig {
        @Override
        public Optional<Path> authoritiesFile() {
            return Optional.ofNullable(authorities);
        }

        @Override
        public Optional<List<String>> allowedSubnets() {
            return Optional.empty();
        }

        @Override
        public Optional<List<String>> buckets() {
            return Optional.empty();
        }

        @Override
        public Duration connectTimeout() {
            return Duration.ofSeconds(2);
        }

        @Override
        public Duration timeout() {
            return Duration.ofSeconds(2);
        }
    }
}
