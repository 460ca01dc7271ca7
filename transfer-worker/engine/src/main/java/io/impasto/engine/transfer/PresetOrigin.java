package io.impasto.engine.transfer;

/**
 * Whose objective a preset is, and what proves it.
 *
 * @param program that has the same objective
 * @param source where that program or its paper is to be found
 * @param golden the case that holds the preset to the program's formula in double precision
 */
public record PresetOrigin(String program, String source, String golden) {

    static final PresetOrigin STUDIO = new PresetOrigin(
            "no other program: relative distances, alike at any size and for any network",
            "this project",
            "studio-11x9, in the engine's tests");
    static final PresetOrigin GATYS = new PresetOrigin(
            "Gatys, Ecker, Bethge: Image Style Transfer Using Convolutional Neural Networks",
            "CVPR 2016, pages 2414-2423",
            "gatys-avg-40x56");
    static final PresetOrigin NEURAL_STYLE = new PresetOrigin(
            "jcjohnson/neural-style", "github.com/jcjohnson/neural-style", "neural-style-2styles-35x50");
    static final PresetOrigin KERAS = new PresetOrigin(
            "the Keras example neural_style_transfer",
            "keras.io/examples/generative/neural_style_transfer",
            "keras-48x61");
    static final PresetOrigin REPORT =
            new PresetOrigin("the project report that this product starts from", "this project", "report-33x47");
}
