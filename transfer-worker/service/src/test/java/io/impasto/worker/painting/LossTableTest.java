package io.impasto.worker.painting;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.impasto.engine.objective.Losses;

class LossTableTest {

    private static final Losses LOSSES = new Losses(Map.of("relu4_2", 0.5), Map.of("relu1_1", 1.25), 0, 1.75);

    @Test
    void hasAHeaderAndARowForEachEvaluation() {
        LossTable table = new LossTable();
        table.add(1, 1, LOSSES, false);
        table.add(2, 1, LOSSES, true);
        assertThat(new String(table.toBytes(), StandardCharsets.UTF_8))
                .isEqualTo("evaluation,level,content:relu4_2,style:relu1_1,tv,total,rolled_back\r\n"
                        + "1,1,0.5,1.25,0.0,1.75,false\r\n"
                        + "2,1,0.5,1.25,0.0,1.75,true\r\n");
    }

    @Test
    void goesOnWhereAnEarlierAttemptStopped() {
        LossTable first = new LossTable();
        first.add(1, 1, LOSSES, false);
        LossTable second = new LossTable(first.toString());
        second.add(2, 1, LOSSES, false);
        LossTable whole = new LossTable();
        whole.add(1, 1, LOSSES, false);
        whole.add(2, 1, LOSSES, false);
        assertThat(second.toBytes()).isEqualTo(whole.toBytes());
    }
}
