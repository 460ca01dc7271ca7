package io.impasto.storage.images;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * A picture that is to be put straight into the store, as it is remembered there.
 *
 * @param tenant who asked
 * @param bytes how long it was promised to be
 * @param image what it became; null until it is complete
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Upload(String tenant, long bytes, ImageDescription image) {

    Upload became(ImageDescription kept) {
        return new Upload(tenant, bytes, kept);
    }
}
