package io.fluvius.http.openapi;

import io.fluvius.command.CommandFactory;
import io.fluvius.command.CommandType;
import io.fluvius.domain.registry.DomainRegistry;
import io.fluvius.domain.registry.RegisteredDomain;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.servers.Server;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.stereotype.Component;

/** Documents every route: those that all domains share, and for each domain its commands and resources by name. */
@Component
class OpenApiDocument implements OpenApiCustomizer {

    private final DomainRegistry domains;
    private final CommandFactory commands;
    private final ApplicationVersion version;

    OpenApiDocument(DomainRegistry domains, CommandFactory commands, ApplicationVersion version) {
        this.domains = domains;
        this.commands = commands;
        this.version = version;
    }

    @Override
    public void customise(OpenAPI document) {
        document.info(new Info()
                        .title("Fluvius")
                        .version(version.version())
                        .description("Commands by name, events kept for ever, state by query.")
                        .license(new License().name("Apache-2.0").identifier("Apache-2.0")))
                .servers(List.of(new Server().url("/")))
                .components(OpenApiBodies.components());
        shared(document);
        for (RegisteredDomain domain : domains.all()) {
            commands.types(domain.name())
                    .forEach(command -> document.path("/api/commands/" + command.key(), command(command)));
            resources(document, domain);
        }
    }

    private static void shared(OpenAPI document) {
        document.path(
                        "/api/commands",
                        new PathItem()
                                .post(operation(
                                                "commands",
                                                "Process many commands",
                                                "One response a line, in the order given.")
                                        .operationId("process-commands")
                                        .addParametersItem(OpenApiParameters.oneOf(
                                                "onFailure",
                                                "What becomes of the commands after one that failed",
                                                "continue",
                                                "stop"))
                                        .requestBody(OpenApiBodies.batch())
                                        .responses(OpenApiBodies.lines())))
                .path("/api/meta", meta("meta", "What the application can do", null))
                .path("/api/meta/commands/{command}", meta("meta-command", "What is known of a command", "command"))
                .path(
                        "/api/meta/resources/{resource}",
                        meta("meta-resource", "What is known of a resource", "resource"))
                .path(
                        "/problems/{code}",
                        new PathItem()
                                .get(operation("meta", "What a problem means", "A page for people.")
                                        .operationId("problem")
                                        .addParametersItem(OpenApiParameters.path("code"))
                                        .responses(OpenApiBodies.page())));
    }

    private static PathItem meta(String id, String summary, @Nullable String parameter) {
        Operation operation =
                operation("meta", summary, "").operationId(id).responses(OpenApiBodies.json("Metadata", 404));
        return new PathItem()
                .get(parameter == null ? operation : operation.addParametersItem(OpenApiParameters.path(parameter)));
    }

    private static PathItem command(CommandType command) {
        Operation operation = operation(command.resource(), command.title(), command.description())
                .operationId(command.key())
                .requestBody(OpenApiBodies.envelope(command))
                .responses(OpenApiBodies.outcome(command.isCreating()));
        if (!command.isCreating()) {
            operation.addParametersItem(OpenApiParameters.header("If-Match", "The only version to run on: \"3\""));
        }
        return new PathItem().post(operation);
    }

    private static void resources(OpenAPI document, RegisteredDomain domain) {
        String path = "/api/" + domain.path();
        ResourceOperations operations = new ResourceOperations(domain);
        document.path(path, new PathItem().get(operations.find()))
                .path(path + "/query", new PathItem().post(operations.query()))
                .path(path + "/changes", new PathItem().get(operations.followAll()))
                .path(path + "/{id}", new PathItem().get(operations.fetch()))
                .path(path + "/{id}/events", new PathItem().get(operations.history()))
                .path(path + "/{id}/changes", new PathItem().get(operations.follow()));
    }

    private static Operation operation(String tag, String summary, String description) {
        return new Operation().addTagsItem(tag).summary(summary).description(description);
    }
}
