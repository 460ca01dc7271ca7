package io.impasto.engine.colour;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

import io.impasto.engine.image.Picture;

/**
 * Gives a style the colours of the photograph before it is painted after: {@code x -> A (x - mean_s) + mean_c} with {@code A = C^(1/2)
 * S^(-1/2)} of the covariances of photograph and style, so that mean and covariance of the style's colours become the photograph's
 * (Gatys et al., <a href="https://arxiv.org/abs/1606.05897">Preserving Color in Neural Artistic Style Transfer</a>, 2016, the
 * variant of Image Analogies; Hertzmann's thesis, 2001). On sRGB values, as there.
 */
public final class ColourMatching {

    // Squared grey levels: a style without any colour has directions of no variance, which must not be blown up.
    private static final double LEAST_VARIANCE = 1;

    private ColourMatching() {}

    /** @return a fresh picture within 0..255; the style itself, where both have the same statistics */
    public static Picture match(Picture style, Picture content) {
        Statistics from = Statistics.of(style);
        Statistics to = Statistics.of(content);
        DMatrixRMaj change = new DMatrixRMaj(3, 3);
        CommonOps_DDRM.mult(power(to.covariance(), 0.5), power(from.covariance(), -0.5), change);
        int plane = style.width() * style.height();
        float[] given = style.rgb();
        float[] rgb = new float[given.length];
        for (int i = 0; i < plane; i++) {
            for (int c = 0; c < Picture.CHANNELS; c++) {
                double value = to.mean()[c];
                for (int d = 0; d < Picture.CHANNELS; d++) {
                    value += change.get(c, d) * (given[d * plane + i] - from.mean()[d]);
                }
                rgb[c * plane + i] = (float) Math.max(0, Math.min(255, value));
            }
        }
        return new Picture(style.width(), style.height(), rgb);
    }

    /** A symmetric matrix to a power, by its eigenvalues. */
    private static DMatrixRMaj power(DMatrixRMaj symmetric, double exponent) {
        EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(3, true, true);
        if (!eigen.decompose(symmetric.copy())) {
            throw new ArithmeticException("a covariance has no eigenvalues: " + symmetric);
        }
        DMatrixRMaj power = new DMatrixRMaj(3, 3);
        for (int k = 0; k < 3; k++) {
            DMatrixRMaj direction = eigen.getEigenVector(k);
            double variance = Math.max(LEAST_VARIANCE, eigen.getEigenvalue(k).getReal());
            CommonOps_DDRM.multAddTransB(Math.pow(variance, exponent), direction, direction, power);
        }
        return power;
    }

    /** Mean and covariance of a picture's colours. */
    private record Statistics(double[] mean, DMatrixRMaj covariance) {

        static Statistics of(Picture picture) {
            int plane = picture.width() * picture.height();
            float[] rgb = picture.rgb();
            double[] mean = new double[3];
            for (int c = 0; c < 3; c++) {
                for (int i = 0; i < plane; i++) {
                    mean[c] += rgb[c * plane + i];
                }
                mean[c] /= plane;
            }
            DMatrixRMaj covariance = new DMatrixRMaj(3, 3);
            for (int c = 0; c < 3; c++) {
                for (int d = 0; d <= c; d++) {
                    double sum = 0;
                    for (int i = 0; i < plane; i++) {
                        sum += (rgb[c * plane + i] - mean[c]) * (rgb[d * plane + i] - mean[d]);
                    }
                    covariance.set(c, d, sum / plane);
                    covariance.set(d, c, sum / plane);
                }
            }
            return new Statistics(mean, covariance);
        }
    }
}
