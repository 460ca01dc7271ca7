package io.impasto.gateway.contract;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;

import io.smallrye.common.annotation.Blocking;

import io.impasto.gateway.problems.ProblemType;

/** The contract, for whoever wants to build on it. */
@Path("/")
@Blocking
public class ContractResource {

    private static final String YAML = "application/yaml";

    @GET
    @Path("openapi.yaml")
    @Produces(YAML)
    public byte[] openApi() {
        return ContractFiles.read("openapi.yaml");
    }

    @GET
    @Path("asyncapi.yaml")
    @Produces(YAML)
    public byte[] asyncApi() {
        return ContractFiles.read("asyncapi.yaml");
    }

    @GET
    @Path("schemas/{name}")
    @Produces("application/schema+json")
    public byte[] schema(@PathParam("name") String name) {
        return ContractFiles.schema(name)
                .orElseThrow(() -> ProblemType.NOT_FOUND.problem(
                        "There is no such schema; there are " + String.join(", ", ContractFiles.SCHEMAS) + "."));
    }
}
