package io.impasto.engine.objective;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.impasto.autodiff.Tensor;

/**
 * What a network sees in the pictures of a job, before any weight: enough to weigh them anew without asking it again.
 *
 * @param width of the content image, pixels
 * @param height of the content image, pixels
 * @param content features and Gram matrices of the content image, by the names of {@link Programs}
 * @param styles Gram matrices of each style image
 * @param guidance which parts take after which
 * @param guides of the content image, by the names of {@link Layout#grams}; none without guidance
 * @param before what the image goes on from
 */
record Goals(
        int width,
        int height,
        Map<String, Tensor> content,
        List<Map<String, Tensor>> styles,
        Guidance guidance,
        Map<String, Tensor> guides,
        Optional<Continuity> before) {}
