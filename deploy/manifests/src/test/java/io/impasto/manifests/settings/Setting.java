package io.impasto.manifests.settings;

/**
 * A setting of a service.
 *
 * @param environment its name as an environment variable, such as {@code IMPASTO_KAFKA_BOOTSTRAP_SERVERS}
 * @param standard what holds where it is not set; empty where there is none
 * @param meaning what its documentation says
 */
public record Setting(String environment, String standard, String meaning) {}
