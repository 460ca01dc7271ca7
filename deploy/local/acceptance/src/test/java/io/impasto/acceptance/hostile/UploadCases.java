package io.impasto.acceptance.hostile;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.impasto.acceptance.Pictures;
import io.impasto.acceptance.hostile.Expected.Harmless;
import io.impasto.acceptance.hostile.Expected.Refused;

/** Files for {@code POST /v1/images}. */
final class UploadCases {

    private static final Expected TOO_LARGE = Refused.as(413, "image-too-large");
    private static final Expected DAMAGED = Refused.as(422, "not-an-image", "truncated-image");
    private static final Expected DAMAGED_OR_TOO_LARGE =
            new Refused(Set.of(413, 422), Set.of("not-an-image", "truncated-image", "image-too-large"));
    private static final Expected NO_IMAGE = Refused.as(422, "not-an-image");
    private static final Expected TAKEN = new Harmless();

    private UploadCases() {}

    static Stream<Case> all() {
        return Stream.of(claims(), bombs(), torn(), disguised(), ballast()).flatMap(cases -> cases);
    }

    private static Stream<Case> claims() {
        return Stream.of(
                upload("PNG header of 20000 x 20000", () -> Pictures.pngClaiming(20_000, 20_000), TOO_LARGE),
                upload(
                        "PNG header of 2^31-1 x 2^31-1",
                        () -> Pictures.pngClaiming(1 << 31 - 1, 1 << 31 - 1),
                        TOO_LARGE),
                upload("PNG header of 0 x 0", () -> Pictures.pngClaiming(0, 0), NO_IMAGE),
                upload("35-byte GIF of 65535 x 32767", Pictures::gifBomb, TOO_LARGE),
                upload("JPEG of 65535 x 65535", () -> Disguises.jpegClaiming(65535, 65535), TOO_LARGE),
                upload("JPEG of 0 x 0", () -> Disguises.jpegClaiming(0, 0), NO_IMAGE),
                upload("WebP of 2^24 x 2^24", () -> Disguises.webpAnimation(1, 1 << 24), TOO_LARGE),
                upload("TIFF of 2^30 x 2^30", () -> Disguises.tiff(1 << 30, 1 << 30, 8, 64), TOO_LARGE),
                upload("TIFF whose pixels lie behind its end", () -> Disguises.tiff(64, 48, 1 << 30, 64), DAMAGED),
                upload("BMP of 2^31-1 x 2^31-1", () -> Disguises.bmpClaiming(1 << 31 - 1, 1 << 31 - 1), TOO_LARGE),
                upload("BMP of -2^31 columns", () -> Disguises.bmpClaiming(1 << 31, 48), DAMAGED));
    }

    private static Stream<Case> bombs() {
        return Stream.of(
                upload("PNG of 16 x 16 that unpacks to 1 GB", () -> Disguises.pngBomb(16, 1L << 30), TAKEN),
                upload(
                        "PNG with a text that unpacks to 512 MB",
                        () -> Disguises.pngWith("zTXt", Disguises.packedText(1 << 29)),
                        TAKEN),
                upload(
                        "PNG with a profile that unpacks to 512 MB",
                        () -> Disguises.pngWith("iCCP", Disguises.packedText(1 << 29)),
                        TAKEN),
                upload("GIF of 10^5 frames", () -> Disguises.gif(64, 100_000), NO_IMAGE),
                upload("WebP of 10^5 frames", () -> Disguises.webpAnimation(100_000, 64), NO_IMAGE),
                upload("ZIP that unpacks to 100 MB", () -> Disguises.zip(100 << 20), NO_IMAGE));
    }

    private static Stream<Case> torn() {
        return Stream.of("png", "jpg", "gif", "webp", "tiff", "bmp").flatMap(format -> IntStream.rangeClosed(1, 3)
                .mapToObj(quarters -> upload(
                        format + " torn after " + quarters + " of 4 quarters",
                        () -> Disguises.quarters(format, quarters),
                        DAMAGED)));
    }

    private static Stream<Case> disguised() {
        return Stream.of(
                upload("text", () -> utf8("Dear Sir or Madam"), NO_IMAGE),
                upload("SVG", () -> utf8("<svg xmlns='http://www.w3.org/2000/svg'/>"), NO_IMAGE),
                upload(
                        "HTML behind the magic of a GIF",
                        () -> utf8("GIF89a<script>alert(1)</script>"),
                        DAMAGED_OR_TOO_LARGE),
                upload(
                        "the magic of a PNG before a JPEG",
                        () -> Disguises.joined(magic(), Disguises.sound("jpg")),
                        DAMAGED),
                upload("PNG with a wrong first byte", () -> wrongMagic(Disguises.sound("png")), NO_IMAGE),
                upload(
                        "PNG with a ZIP behind its end",
                        () -> Disguises.joined(Disguises.sound("png"), Disguises.zip(100)),
                        TAKEN));
    }

    private static Stream<Case> ballast() {
        return Stream.of(
                upload("JPEG with 20 MB of EXIF", () -> Disguises.jpegWith(0xe1, "Exif\0\0II*\0", 300), TAKEN),
                upload("JPEG with 20 MB of ICC", () -> Disguises.jpegWith(0xe2, "ICC_PROFILE\0\1\1", 300), TAKEN),
                upload("JPEG with 20 MB of remarks", () -> Disguises.jpegWith(0xfe, "\u001b[2J", 300), TAKEN),
                upload("PNG with 16 MB of EXIF", () -> Disguises.pngWith("eXIf", new byte[16 << 20]), TAKEN),
                upload(
                        "PNG with 16 MB of a chunk nobody knows",
                        () -> Disguises.pngWith("abCd", new byte[16 << 20]),
                        TAKEN));
    }

    private static Case upload(String name, Supplier<byte[]> file, Expected expected) {
        return new Case(name, () -> new Attack.Upload(file.get()), expected);
    }

    private static byte[] magic() {
        return new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    }

    private static byte[] wrongMagic(byte[] png) {
        png[0] = 'P';
        return png;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
