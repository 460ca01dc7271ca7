package io.impasto.engine.network.fetching;

import java.net.URI;
import java.util.List;
import java.util.stream.Collectors;

import io.impasto.engine.network.NetworkException;

/**
 * Weights at a public address.
 *
 * @param name of the network
 * @param address of the file
 * @param md5 of the file as its publisher states it, 32 lower-case hex digits
 * @param maxBytes more than the file can have
 */
public record Published(String name, URI address, String md5, long maxBytes) {
    private static final long MAX_BYTES = 256L << 20;
    private static final String KERAS = "https://storage.googleapis.com/tensorflow/keras-applications/";

    private static final List<Published> ALL = List.of(
            keras("vgg19", "253f8cb515780f3b799900260a226db6"), keras("vgg16", "6d6bbae143d832006294945121d1f1fc"));

    /** @throws NetworkException naming what can be fetched */
    public static Published named(String name) {
        return ALL.stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow(
                        () -> new NetworkException("'" + name + "' is not published anywhere that is known; there are "
                                + ALL.stream().map(Published::name).collect(Collectors.joining(", "))));
    }

    /** The same file at another address. */
    public Published from(URI mirror) {
        return new Published(name, mirror, md5, maxBytes);
    }

    /** The files of Keras Applications, without the classifier. */
    private static Published keras(String name, String md5) {
        URI address = URI.create(KERAS + name + "/" + name + "_weights_tf_dim_ordering_tf_kernels_notop.h5");
        return new Published(name, address, md5, MAX_BYTES);
    }
}
