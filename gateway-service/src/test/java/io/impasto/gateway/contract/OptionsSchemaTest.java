package io.impasto.gateway.contract;

import java.util.Map;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import io.impasto.gateway.events.Json;
import io.impasto.gateway.problems.Problem;
import io.impasto.gateway.problems.ProblemException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class OptionsSchemaTest {

    private final OptionsSchema schema;

    OptionsSchemaTest() throws Exception {
        schema = new OptionsSchema(new ObjectMapper());
    }

    static Stream<Arguments> wrong() {
        return Stream.of(
                arguments("{'szie':256}", "unknown-option", Map.of("option", "szie", "nearest", "size")),
                arguments("{'style_weight':1}", "unknown-option", Map.of("nearest", "styleWeight")),
                arguments("{'optimiser':'adam'}", "unknown-option", Map.of("nearest", "optimizer")),
                arguments("{'colourful':true}", "unknown-option", Map.of("option", "colourful")),
                arguments("{'size':9999,'nope':1}", "unknown-option", Map.of("option", "nope")),
                arguments("{'size':31}", "invalid-option", Map.of("option", "size", "minimum", 32, "maximum", 4096)),
                arguments("{'size':256.5}", "invalid-option", Map.of("option", "size")),
                arguments("{'size':'256'}", "invalid-option", Map.of("option", "size")),
                arguments("{'size':null}", "invalid-option", Map.of("option", "size")),
                arguments("{'styleWeight':1e999}", "invalid-option", Map.of("option", "styleWeight")),
                arguments("{'styleWeight':-1}", "invalid-option", Map.of("option", "styleWeight", "minimum", 0)),
                arguments("{'momentum':1}", "invalid-option", Map.of("option", "momentum", "exclusiveMaximum", 1)),
                arguments("{'preset':'gatsy'}", "invalid-option", Map.of("option", "preset")),
                arguments("{'styleLayers':[]}", "invalid-option", Map.of("option", "styleLayers")),
                arguments("{'styleLayers':['a','a']}", "invalid-option", Map.of("option", "styleLayers")),
                arguments("{'styleLayers':['../x y']}", "invalid-option", Map.of("option", "styleLayers")),
                arguments("{'network':'../../etc/passwd'}", "invalid-option", Map.of("option", "network")),
                arguments("{'start':'image'}", "invalid-option", Map.of("option", "startImage")),
                arguments("{'start':'image','startImage':'x'}", "invalid-option", Map.of("option", "startImage")),
                arguments(
                        "{'start':'image','startImage':'file:///x'}", "invalid-option", Map.of("option", "startImage")),
                arguments("{'contentMasks':['x']}", "invalid-option", Map.of("option", "contentMasks")),
                arguments("{'contentMasks':[]}", "invalid-option", Map.of("option", "contentMasks")),
                arguments("{'styleMasks':['-','-']}", "invalid-option", Map.of("option", "styleMasks")),
                arguments("{'contentRegions':'-'}", "invalid-option", Map.of("option", "contentRegions")),
                arguments(
                        "{'styleRegions':['https://a.example/']}",
                        "invalid-option",
                        Map.of("option", "contentRegions")),
                arguments(
                        "{'contentRegions':'https://a.example/'}", "invalid-option", Map.of("option", "styleRegions")),
                arguments(
                        "{'contentRegions':'https://a.example/','contentMasks':['-']}",
                        "invalid-option",
                        Map.of("option", "contentRegions")),
                arguments("{'intensity':101}", "invalid-option", Map.of("option", "intensity", "maximum", 100)),
                arguments("{'intensity':50,'styleWeight':300}", "invalid-option", Map.of("option", "intensity")),
                arguments("{'intensity':50,'preset':'keras'}", "invalid-option", Map.of("option", "intensity")),
                arguments("{'styleScale':0.2}", "invalid-option", Map.of("option", "styleScale", "minimum", 0.25)),
                arguments("{'pooling':'median'}", "invalid-option", Map.of("option", "pooling")),
                arguments("{'color':'red'}", "invalid-option", Map.of("option", "color")),
                arguments("{'tv':'cubic'}", "invalid-option", Map.of("option", "tv")),
                arguments("{'styleWeight':'NaN'}", "invalid-option", Map.of("option", "styleWeight")),
                arguments("{'styleWeight':0,'contentWeight':0.0}", "invalid-option", Map.of("option", "styleWeight")),
                arguments("{'intensity':0,'contentWeight':0}", "invalid-option", Map.of("option", "intensity")),
                arguments("{'styleWeights':[0]}", "invalid-option", Map.of("option", "styleWeights")),
                arguments("{'styleLayerWeights':[0,0]}", "invalid-option", Map.of("option", "styleLayerWeights")),
                arguments("{'styleLayerWeights':[1,-1]}", "invalid-option", Map.of("option", "styleLayerWeights")),
                arguments(
                        "{'contentLayers':['a','b'],'contentLayerWeights':[1]}",
                        "invalid-option",
                        Map.of("option", "contentLayerWeights")),
                arguments("{'styleWeights':[1,2]}", "invalid-option", Map.of("option", "styleWeights")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrong")
    void aWrongOptionIsNamedWithWhatWouldBeRight(String options, String type, Map<String, Object> members) {
        ProblemException refused = catchThrowableOfType(ProblemException.class, () -> schema.check(read(options), 1));
        Problem problem = refused.problem();
        assertThat(problem.type()).isEqualTo("urn:impasto:problem:" + type);
        assertThat(problem.status()).isEqualTo(422);
        members.forEach((name, value) ->
                assertThat(String.valueOf(problem.members().get(name))).as(name).isEqualTo(String.valueOf(value)));
    }

    @Test
    void theAllowedValuesAreListed() {
        ProblemException refused =
                catchThrowableOfType(ProblemException.class, () -> schema.check(read("{'preset':'x'}"), 1));
        assertThat(refused.problem().detail()).contains("one of studio, gatys, neural-style, keras, report");
        assertThat(refused.problem().members().get("allowed"))
                .hasToString("[\"studio\",\"gatys\",\"neural-style\",\"keras\",\"report\"]");
    }

    @Test
    void rightOptionsPass() {
        assertThatCode(() -> schema.check(
                        read("{'preset':'keras','size':400,'styleWeights':[1,3],'start':'noise','seed':7}"), 2))
                .doesNotThrowAnyException();
        assertThatCode(() -> schema.check(
                        read(
                                "{'preset':'neural-style','pooling':'avg','tv':'keras','styleLayerWeights':[0,1],'styleWeight':0}"),
                        1))
                .doesNotThrowAnyException();
        assertThatCode(() -> schema.check(read("{'contentMasks':['https://a.example/','-'],'styleMasks':['-']}"), 2))
                .doesNotThrowAnyException();
        assertThatCode(() -> schema.check(read("{'intensity':0,'styleScale':4}"), 1))
                .doesNotThrowAnyException();
        assertThatCode(() -> schema.check(read("{}"), 1)).doesNotThrowAnyException();
    }

    private static ObjectNode read(String json) throws Exception {
        return (ObjectNode) Json.MAPPER.readTree(json.replace('\'', '"'));
    }
}
