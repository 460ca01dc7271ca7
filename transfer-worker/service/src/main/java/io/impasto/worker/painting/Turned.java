package io.impasto.worker.painting;

import io.impasto.worker.controls.Wish.Course;

/** The transfer is to go elsewhere before its painting has begun. */
final class Turned extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Course course;

    Turned(Course course) {
        super("the transfer is to " + course, null, false, false);
        this.course = course;
    }

    Course course() {
        return course;
    }
}
