package io.impasto.engine.video;

import boofcv.abst.flow.DenseOpticalFlow;
import boofcv.factory.flow.FactoryDenseOpticalFlow;
import boofcv.struct.flow.ImageFlow;
import boofcv.struct.image.GrayF32;

import io.impasto.engine.image.Picture;

/** Optical flow by warping (Brox, Bruhn, Papenberg, Weickert: ECCV 2004), as BoofCV has it. For one thread. */
final class OpticalFlow {
    private final DenseOpticalFlow<GrayF32> flow = FactoryDenseOpticalFlow.broxWarping(null, GrayF32.class);

    /** Where each pixel of a picture lies in another of its size. */
    Motion between(Picture picture, Picture other) {
        int width = picture.width();
        int height = picture.height();
        ImageFlow found = new ImageFlow(width, height);
        flow.process(grey(picture), grey(other), found);
        float[] x = new float[width * height];
        float[] y = new float[width * height];
        for (int i = 0; i < x.length; i++) {
            ImageFlow.D motion = found.data[i];
            x[i] = motion.isValid() ? motion.x : Float.NaN;
            y[i] = motion.isValid() ? motion.y : Float.NaN;
        }
        return new Motion(width, height, x, y);
    }

    /** Luma (BT.601). */
    private static GrayF32 grey(Picture picture) {
        GrayF32 grey = new GrayF32(picture.width(), picture.height());
        int plane = picture.width() * picture.height();
        float[] rgb = picture.rgb();
        for (int i = 0; i < plane; i++) {
            grey.data[i] = 0.299f * rgb[i] + 0.587f * rgb[plane + i] + 0.114f * rgb[2 * plane + i];
        }
        return grey;
    }
}
