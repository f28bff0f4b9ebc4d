package io.fluvius.http.openapi;

import io.fluvius.access.CurrentCaller;
import io.fluvius.command.CommandFactory;
import io.fluvius.command.CommandType;
import io.fluvius.domain.registry.DomainRegistry;
import io.fluvius.domain.registry.RegisteredDomain;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.Paths;
import io.swagger.v3.oas.models.info.Contact;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.tags.Tag;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.stereotype.Component;

/**
 * Adds every route to the OpenAPI document: the shared ones, and the commands and resources of each domain. In their order the
 * examples of the document can be sent one after the other, so the items of a domain are between its creating commands and the
 * others. The batch follows, and the operations of other modules are the last.
 */
@Component
class OpenApiDocument implements OpenApiCustomizer {

    private static final String BEARER = "bearer";

    private final DomainRegistry domains;
    private final CommandFactory commands;
    private final VersionProperties version;
    private final List<OpenApiOperations> modules;
    private final CurrentCaller callers;

    OpenApiDocument(
            DomainRegistry domains,
            CommandFactory commands,
            VersionProperties version,
            List<OpenApiOperations> modules,
            CurrentCaller callers) {
        this.domains = domains;
        this.commands = commands;
        this.version = version;
        this.modules = modules;
        this.callers = callers;
    }

    @Override
    public void customise(OpenAPI document) {
        ComponentSchemas components = new ComponentSchemas();
        SharedSchemas.addTo(components, domains, commands);
        Paths paths = new Paths();
        CommandType first = creating().findFirst().orElse(null);
        SharedOperations.addMetadata(paths, components, domains, first);
        domains.all().forEach(domain -> addDomain(domain, paths, components));
        SharedOperations.addBatch(paths, first);
        modules.forEach(module -> module.addTo(paths, components));
        document.info(new Info()
                        .title("Fluvius")
                        .version(version.version())
                        .description(
                                "Commands by name, events kept forever, state by query. With the header Prefer: dry-run, a command or"
                                        + " a batch has no effect, and its response, which has no position, lists the events.")
                        .contact(new Contact().name("The operator of this server"))
                        .license(new License().name("Apache-2.0").identifier("Apache-2.0")))
                .servers(List.of(ReachedServer.server()))
                .security(callers.isOpen() ? List.of() : List.of(new SecurityRequirement().addList(BEARER)));
        if (!callers.isOpen()) {
            document.schemaRequirement(BEARER, bearer());
        }
        tags().forEach(document::addTagsItem);
        paths.forEach(document::path);
        components.schemas().forEach(document::schema);
    }

    private static SecurityScheme bearer() {
        return new SecurityScheme()
                .type(SecurityScheme.Type.HTTP)
                .scheme("bearer")
                .description("An API key, or an access token of the OpenID provider");
    }

    private void addDomain(RegisteredDomain domain, Paths paths, ComponentSchemas components) {
        List<CommandType> all = new ArrayList<>(commands.types(domain.name()));
        all.sort(Comparator.comparingInt(command -> domain.commands().indexOf(command.payload())));
        all.stream().filter(CommandType::isCreating).forEach(it -> addCommand(it, paths, components));
        domain.views().forEach(view -> new ResourceOperations(view, components).addTo(paths));
        all.stream().filter(command -> !command.isCreating()).forEach(it -> addCommand(it, paths, components));
    }

    private static void addCommand(CommandType command, Paths paths, ComponentSchemas components) {
        Operation operation = new Operation()
                .addTagsItem(command.resource())
                .operationId(command.key())
                .summary(command.title())
                .description(command.description().isEmpty() ? command.title() + "." : command.description())
                .requestBody(OpenApiBodies.command(command, components))
                .responses(command.isCreating() ? OpenApiResponses.created() : OpenApiResponses.commanded());
        if (!command.isCreating()) {
            operation.addParametersItem(OpenApiParameters.header(
                    "If-Match", "The version at which the command must run, as an entity tag: \"3\""));
        }
        paths.addPathItem("/api/commands/" + command.key(), new PathItem().post(operation));
    }

    private Stream<Tag> tags() {
        Tag batch = new Tag().name(SharedOperations.BATCH).description("Many commands in one request");
        Tag meta = new Tag()
                .name(SharedOperations.META)
                .description("What this application offers, and what its problems mean");
        Stream<Tag> ofDomains = domains.all().stream()
                .map(domain -> new Tag()
                        .name(domain.name())
                        .description("The commands and resources of the domain " + domain.name()));
        Stream<Tag> ofModules = modules.stream().map(OpenApiOperations::tag).distinct();
        return Stream.of(ofDomains, Stream.of(batch, meta), ofModules).flatMap(tags -> tags);
    }

    private Stream<CommandType> creating() {
        return domains.all().stream()
                .flatMap(domain -> commands.types(domain.name()).stream())
                .filter(CommandType::isCreating);
    }
}
