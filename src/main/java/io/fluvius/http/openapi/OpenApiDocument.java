package io.fluvius.http.openapi;

import io.fluvius.command.CommandFactory;
import io.fluvius.command.CommandType;
import io.fluvius.domain.registry.DomainRegistry;
import io.fluvius.domain.registry.RegisteredDomain;
import io.fluvius.domain.registry.RegisteredView;
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

/** Adds every route to the OpenAPI document: the shared ones, and the commands and resources of each domain. */
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
                        .description("Commands by name, events kept forever, state by query.")
                        .license(new License().name("Apache-2.0").identifier("Apache-2.0")))
                .servers(List.of(new Server().url("/")))
                .components(OpenApiBodies.components());
        addSharedRoutes(document);
        for (RegisteredDomain domain : domains.all()) {
            commands.types(domain.name())
                    .forEach(command -> document.path("/api/commands/" + command.key(), command(command)));
            domain.views().forEach(view -> addResourceRoutes(document, view));
        }
    }

    private static void addSharedRoutes(OpenAPI document) {
        Operation batch = operation("commands", "process-commands", "Process many commands")
                .description("Returns one response per line, in the order of the commands.")
                .addParametersItem(OpenApiParameters.onFailure())
                .requestBody(OpenApiBodies.batchRequest())
                .responses(OpenApiBodies.batchResponses());
        Operation problem = operation("meta", "problem", "Explain a problem")
                .description("Returns an HTML page.")
                .addParametersItem(OpenApiParameters.path("code"))
                .responses(OpenApiBodies.htmlResponses());
        document.path("/api/commands", new PathItem().post(batch))
                .path("/api/meta", meta("meta", "Describe the application", null))
                .path("/api/meta/commands/{command}", meta("meta-command", "Describe a command", "command"))
                .path("/api/meta/resources/{resource}", meta("meta-resource", "Describe a resource", "resource"))
                .path("/problems/{code}", new PathItem().get(problem));
    }

    private static PathItem meta(String id, String summary, @Nullable String parameter) {
        Operation operation =
                operation("meta", id, summary).description("").responses(OpenApiBodies.metadataResponses());
        return new PathItem()
                .get(parameter == null ? operation : operation.addParametersItem(OpenApiParameters.path(parameter)));
    }

    private static PathItem command(CommandType command) {
        Operation operation = operation(command.resource(), command.key(), command.title())
                .description(command.description())
                .requestBody(OpenApiBodies.commandRequest(command))
                .responses(OpenApiBodies.commandResponses(command.isCreating()));
        if (!command.isCreating()) {
            operation.addParametersItem(OpenApiParameters.header(
                    "If-Match", "The version at which the command must run, as an entity tag: \"3\""));
        }
        return new PathItem().post(operation);
    }

    private static void addResourceRoutes(OpenAPI document, RegisteredView view) {
        String path = "/api/" + view.path();
        ResourceOperations operations = new ResourceOperations(view.type());
        document.path(path, new PathItem().get(operations.find()))
                .path(path + "/query", new PathItem().post(operations.query()))
                .path(path + "/changes", new PathItem().get(operations.streamList()))
                .path(path + "/{id}", new PathItem().get(operations.fetch()))
                .path(path + "/{id}/changes", new PathItem().get(operations.streamItem()));
        if (view.type().isOneRowPerAggregate()) {
            document.path(path + "/{id}/events", new PathItem().get(operations.history()));
        }
    }

    private static Operation operation(String tag, String id, String summary) {
        return new Operation().addTagsItem(tag).operationId(id).summary(summary);
    }
}
