package io.impasto.engine.network.importing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

import io.impasto.autodiff.Model;
import io.impasto.autodiff.ModelException;
import io.impasto.engine.network.FeatureNetwork;
import io.impasto.engine.network.Hashes;
import io.impasto.engine.network.Models;
import io.impasto.engine.network.NetworkException;
import io.impasto.engine.network.Preprocessing;
import io.impasto.engine.network.Provenance;

/**
 * Imports a network that another program wrote: Keras' HDF5 weights of VGG16 and VGG19, or any ONNX export. What lies in the
 * folder afterwards takes {@code N x 3 x H x W} of any size and has its layers as named outputs, nothing more.
 *
 * @param name that it gets; null: after the network (Keras) or the file (ONNX)
 * @param convention of its preprocessing; null where the file is one that is recognised
 * @param licence of the weights; null where it is known from the file or not at all
 * @param source of the weights; null: the name of the file
 * @param layersTo the deepest layer to keep; null: all
 * @param replace whether a network of that name may be there already
 */
public record NetworkImport(
        String name, Convention convention, String licence, String source, String layersTo, boolean replace) {

    /** The licence of the weights of VGG16 and VGG19 as the Visual Geometry Group published them. */
    public static final String VGG_LICENCE =
            "CC BY 4.0; K. Simonyan, A. Zisserman, Visual Geometry Group, University of Oxford";

    private static final byte[] HDF5 = {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n'};

    /**
     * Reads the file and puts the network into the folder.
     *
     * @throws NetworkException if the file is no usable network, or the preprocessing has to be named
     * @throws IOException if the folder can't be written; it is as it was before
     */
    public FeatureNetwork into(Models models, Path file) throws IOException {
        boolean hdf5 = isHdf5(file);
        String as = name != null ? name : hdf5 ? null : stem(file);
        if (as != null) {
            requireFree(models, as);
        }
        try {
            return hdf5 ? keras(models, file, as) : onnx(models, file, as);
        } catch (ModelException unusable) {
            throw new NetworkException(unusable.getMessage(), unusable);
        }
    }

    private FeatureNetwork keras(Models models, Path file, String as) throws IOException {
        KerasVgg vgg = KerasVgg.read(file);
        String named = as != null ? as : vgg.name();
        Provenance provenance = new Provenance(
                convention != null ? convention.preprocessing() : Preprocessing.CAFFE,
                licence != null ? licence : VGG_LICENCE,
                source(file));
        return models.add(named, provenance, FeatureLayers.of(vgg.model(), layersTo), replace);
    }

    private FeatureNetwork onnx(Models models, Path file, String as) throws IOException {
        Provenance known = Models.recognised(file, sha256(file)).orElse(new Provenance(null, null, null));
        if (convention == null && known.preprocessing() == null) {
            throw new NetworkException(unnamed(file));
        }
        Provenance provenance = new Provenance(
                convention != null ? convention.preprocessing() : known.preprocessing(),
                licence != null ? licence : known.licence(),
                source == null && known.source() != null ? known.source() : source(file));
        Model model = FeatureLayers.of(Model.read(file).channelsFirst(), layersTo);
        return models.add(as, provenance, model, replace);
    }

    private static String unnamed(Path file) {
        return file + ": its preprocessing isn't known, and the file doesn't say it; name it with --preprocessing: "
                + Arrays.stream(Convention.values())
                        .map(each -> each.key() + " (" + each.meaning() + ")")
                        .collect(Collectors.joining("; "))
                + ". The page that the file comes from, or the code that made or trained it, says which";
    }

    private void requireFree(Models models, String as) {
        try {
            Models.requireName(as);
        } catch (NetworkException unfit) {
            throw new NetworkException(unfit.getMessage() + "; give it another with --name", unfit);
        }
        if (models.has(as) && !replace) {
            throw new NetworkException(
                    "there is a network '" + as + "' already; --name gives this one another name, --force replaces it");
        }
    }

    private String source(Path file) {
        return source != null ? source : "imported from " + file.getFileName();
    }

    private static String stem(Path file) {
        String given = file.getFileName().toString();
        int dot = given.lastIndexOf('.');
        return (dot > 0 ? given.substring(0, dot) : given).toLowerCase(Locale.ROOT);
    }

    private static String sha256(Path file) {
        try {
            return Hashes.sha256(file);
        } catch (IOException unreadable) {
            throw unreadable(file, unreadable);
        }
    }

    private static boolean isHdf5(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new NetworkException(file + ": " + (Files.exists(file) ? "not a file" : "no such file"));
        }
        try (InputStream in = Files.newInputStream(file)) {
            return Arrays.equals(in.readNBytes(HDF5.length), HDF5);
        } catch (IOException unreadable) {
            throw unreadable(file, unreadable);
        }
    }

    private static NetworkException unreadable(Path file, IOException cause) {
        return new NetworkException(file + ": can't be read: " + cause.getMessage(), cause);
    }
}
