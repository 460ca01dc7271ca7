package io.impasto.samples.canvas;

/** One sample picture: what it is called and how it is drawn. Drawing twice gives the same picture. */
public interface Painting {
    /** File name without ending, and the id in the index. */
    String id();

    Kind kind();

    Title title();

    Picture draw();

    /** What a picture is for: to be painted, or to lend its manner. */
    enum Kind {
        CONTENT,
        STYLE
    }

    /** What people read under the picture. */
    record Title(String en, String de) {}
}
