package io.impasto.samples;

import java.util.ArrayList;
import java.util.List;

import io.impasto.samples.canvas.Painting;

/** Writes {@code samples.json}: what there is, what it is called, and how large it is. */
final class SampleIndex {
    private final List<String> content = new ArrayList<>();
    private final List<String> style = new ArrayList<>();

    void add(Painting painting, String file, int width, int height, String thumbnail) {
        String entry =
                """
                {"id": "%s", "title": {"en": "%s", "de": "%s"}, "file": "%s", "width": %d, "height": %d, "thumbnail": "%s"}"""
                        .formatted(
                                painting.id(),
                                painting.title().en(),
                                painting.title().de(),
                                file,
                                width,
                                height,
                                thumbnail);
        (painting.kind() == Painting.Kind.CONTENT ? content : style).add(entry);
    }

    String json() {
        return """
                {
                  "content": [
                    %s
                  ],
                  "style": [
                    %s
                  ]
                }
                """
                .formatted(String.join(",\n    ", content), String.join(",\n    ", style));
    }
}
