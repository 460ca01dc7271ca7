package io.impasto.egress;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An object of an S3 store, written {@code s3://bucket/key}. The bucket's name is as S3 has it (3 to 63 characters); the key
 * is taken as it stands, without percent-decoding.
 */
public record BucketAddress(String bucket, String key) {

    /** What every such address begins with. */
    public static final String SCHEME = "s3://";

    private static final Pattern ADDRESS = Pattern.compile("s3://([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])/(.{1,1024})");

    /** @throws UnacceptableAddress if it is none */
    public static BucketAddress parse(String text) throws UnacceptableAddress {
        Matcher parts = ADDRESS.matcher(text);
        if (!parts.matches()) {
            throw new UnacceptableAddress("An object of the store is named as s3://bucket/key.");
        }
        return new BucketAddress(parts.group(1), parts.group(2));
    }
}
