package io.impasto.engine.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

class BenchmarkIT {

    @Test
    void memoryIsTheResidentMemoryAboveTheIdleEngine() throws Exception {
        JsonNode json = json("benchmark", "--memory", "--size", "96x128", "--evaluations", "2", "--json");
        assertThat(json.path("idleMegabytes").asDouble()).isPositive();
        assertThat(json.path("peakMegabytes").asDouble()).isPositive();
        assertThat(json.path("bytesPerPixel").isNumber()).isTrue();
    }

    @Test
    void operatorsShareTheTimeOfAnEvaluation() throws Exception {
        JsonNode json = json("benchmark", "--operators", "--size", "64x80", "--evaluations", "2", "--json");
        double sum = 0;
        for (JsonNode row : json.path("operators")) {
            assertThat(row.path("nodes").asInt()).isPositive();
            sum += row.path("milliseconds").asDouble();
        }
        assertThat(json.path("operators").findValuesAsText("operator")).contains("Conv", "MatMul", "ReorderInput");
        assertThat(json.path("milliseconds").asDouble()).isCloseTo(sum, withPercentage(0.1));
    }

    @Test
    void oneThingIsMeasuredAtATime() {
        Invocation both = Invocation.of("benchmark", "--memory", "--operators");
        assertThat(both.exitCode()).isEqualTo(Exit.USAGE);
        assertThat(both.err()).contains("one at a time");
    }

    private static JsonNode json(String... arguments) throws Exception {
        Invocation invocation = Invocation.of(arguments);
        assertThat(invocation.err()).isEmpty();
        assertThat(invocation.exitCode()).isEqualTo(Exit.OK);
        return new ObjectMapper().readTree(invocation.out());
    }
}
