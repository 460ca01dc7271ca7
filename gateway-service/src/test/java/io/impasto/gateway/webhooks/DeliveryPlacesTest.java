package io.impasto.gateway.webhooks;

import java.util.Map;
import java.util.UUID;

import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

import io.impasto.gateway.webhooks.DeliveryPlaces.Place;

import static org.assertj.core.api.Assertions.assertThat;

class DeliveryPlacesTest {

    private final UUID one = UUID.randomUUID();
    private final UUID other = UUID.randomUUID();
    private final DeliveryPlaces places = new DeliveryPlaces();

    @Test
    void theyAreKnownByTransferInTheOrderOfReading() {
        places.add(one, new Place(3, 7));
        places.add(other, new Place(3, 8));
        places.add(one, new Place(65535, 1L << 40));
        assertThat(places.of(one)).containsExactly(new Place(3, 7), new Place(65535, 1L << 40));
        assertThat(places.of(other)).containsExactly(new Place(3, 8));
        assertThat(places.of(UUID.randomUUID())).isEmpty();
    }

    @Test
    void whatTheTopicHasForgottenIsForgotten() {
        places.add(one, new Place(0, 7));
        places.add(one, new Place(1, 7));
        places.add(other, new Place(0, 6));
        places.forgetBefore(Map.of(
                new TopicPartition("impasto.deliveries", 0), 7L, new TopicPartition("impasto.deliveries", 1), 8L));
        assertThat(places.of(one)).containsExactly(new Place(0, 7));
        assertThat(places.of(other)).isEmpty();
    }
}
