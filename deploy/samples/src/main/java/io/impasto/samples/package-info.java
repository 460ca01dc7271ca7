/**
 * Draws the product's own sample pictures, so that every picture shown with it is free of others' rights; uses the JDK alone.
 * Start with {@link io.impasto.samples.SampleGenerator}; a new picture is a {@link io.impasto.samples.canvas.Painting} in
 * {@code Catalogue}. The drawn files are kept in the module's resources, and the gateway serves them under {@code /samples/}.
 *
 * <p>To draw them again, from the top of the repository:
 *
 * <pre>{@code
 * ./mvnw -q compile -pl deploy/samples
 * java -cp deploy/samples/target/classes io.impasto.samples.SampleGenerator \
 *     deploy/samples/src/main/resources/META-INF/resources/samples
 * }</pre>
 *
 * <p>{@code ./mvnw verify -pl deploy/samples -Dimpasto.samples.all} then holds every picture to its file.
 */
package io.impasto.samples;
