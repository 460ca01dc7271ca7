package io.impasto.gateway.transfers;

import java.util.Map;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import org.junit.jupiter.api.Test;

import io.impasto.gateway.events.TransferEvent.Started;
import io.impasto.gateway.events.TransferRequest;
import io.impasto.gateway.quotas.Limited;
import io.impasto.gateway.quotas.Quotas;

import static org.assertj.core.api.Assertions.assertThat;

class TransferTableTest {

    private final Quotas quotas = Limited.by(Map.of("quotas.pixels", 5000));
    private final TransferTable table = new TransferTable(quotas);

    @Test
    void pixelsOfAContentThatWasFetchedCountFromThenOn() {
        table.apply(Events.requested("r"));
        assertPixelsLeft(5000);
        Started plain = Events.started(1, 1);
        ObjectNode data = plain.data().deepCopy();
        data.putObject("inputs").put("content", "c".repeat(64)).put("pixels", 1200);
        Transfer shown = table.apply(new Started(plain.head(), 1, data));
        assertPixelsLeft(3800);
        assertThat(TransferDocument.shown(shown).path("content").asText()).isEqualTo("c".repeat(64));
        assertThat(TransferDocument.shown(shown).has("pixels")).isFalse();
        table.apply(Events.completed(2, 1));
        assertPixelsLeft(5000);
    }

    @Test
    void inputsThatAreNoneHideNothing() {
        table.apply(Events.requested("r"));
        Started plain = Events.started(1, 1);
        ObjectNode data = plain.data().deepCopy();
        data.set("inputs", TextNode.valueOf("all"));
        Transfer shown = table.apply(new Started(plain.head(), 1, data));
        assertThat(TransferDocument.shown(shown).path("content").asText()).isEqualTo("a".repeat(64));
        assertPixelsLeft(5000);
    }

    private void assertPixelsLeft(int pixels) {
        assertThat(quotas.fields(TransferRequest.DEFAULT_TENANT)).containsEntry("RateLimit", "\"pixels\";r=" + pixels);
    }
}
