package io.impasto.engine.transfer;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import io.impasto.engine.image.Picture;
import io.impasto.engine.network.FeatureNetwork;

/** Tells jobs apart by everything that decides their iterates: networks, options, pictures. */
final class Fingerprint {
    private Fingerprint() {}

    /** SHA-256, 64 hex digits. */
    static String of(List<FeatureNetwork> networks, TransferOptions filled, Pictures pictures) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            networks.forEach(network -> digest.update(network.sha256().getBytes(StandardCharsets.UTF_8)));
            digest.update(filled.toJson().toString().getBytes(StandardCharsets.UTF_8));
            Stream.of(Stream.of(pictures.content()), pictures.styles().stream(), pictures.start().stream())
                    .flatMap(group -> group)
                    .forEach(picture -> add(digest, picture));
            pictures.before().ifPresent(before -> {
                add(digest, before.warped());
                for (float weight : before.weights()) {
                    digest.update(
                            ByteBuffer.allocate(Float.BYTES).putFloat(weight).array());
                }
                digest.update(ByteBuffer.allocate(Double.BYTES)
                        .putDouble(before.alpha())
                        .array());
            });
            addGuides(digest, pictures.guides());
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    /** A mask that is left out has its place, too: those after it are for other styles. */
    private static void addGuides(MessageDigest digest, GuidePictures guides) {
        if (guides.pictures().findAny().isPresent()) {
            for (List<Optional<Picture>> masks : List.of(guides.contentMasks(), guides.styleMasks())) {
                digest.update((byte) masks.size());
                masks.forEach(mask -> digest.update((byte) (mask.isPresent() ? 1 : 0)));
            }
            guides.pictures().forEach(picture -> add(digest, picture));
        }
    }

    private static void add(MessageDigest digest, Picture picture) {
        digest.update(ByteBuffer.allocate(2 * Integer.BYTES)
                .putInt(picture.width())
                .putInt(picture.height())
                .array());
        ByteBuffer row = ByteBuffer.allocate(Float.BYTES * picture.width());
        for (int from = 0; from < picture.rgb().length; from += picture.width()) {
            row.asFloatBuffer().put(picture.rgb(), from, picture.width());
            digest.update(row.array());
        }
    }
}
