package io.impasto.engine.network;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ReceptiveFieldsTest {
    private static final FeatureNetwork VGG19 = new FeatureNetwork(
            new NetworkManifest(
                    "vgg19",
                    "CC0-1.0",
                    "random weights",
                    "0",
                    Preprocessing.CAFFE,
                    List.of(),
                    List.of(),
                    java.util.Map.of()),
            SyntheticVgg19.model(1, 1, 1, 1, 1, 1));

    /** To relu5_1 its twelve convolutions before see 2(1 + 2) + 4(4 + 8) pixels further, the last one 16, poolings up to 15 after. */
    @Test
    void theReachOfVgg19IsThatOfItsWindows() {
        Reach reach = VGG19.reach(List.of("relu1_1", "relu3_1", "relu5_1"));

        assertThat(reach.strides())
                .containsOnly(
                        java.util.Map.entry("relu1_1", 1),
                        java.util.Map.entry("relu3_1", 4),
                        java.util.Map.entry("relu5_1", 16));
        assertThat(reach.alignment()).isEqualTo(16);
        assertThat(reach.halo()).isEqualTo(80);
    }

    @Test
    void onlyWhatALayerNeedsCounts() {
        Reach reach = VGG19.reach(List.of("relu2_2"));

        assertThat(reach.alignment()).isEqualTo(2);
        assertThat(reach.halo()).isEqualTo(6);
    }
}
