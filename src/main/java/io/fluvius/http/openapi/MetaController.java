package io.fluvius.http.openapi;

import io.fluvius.command.CommandFactory;
import io.fluvius.command.CommandType;
import io.fluvius.domain.registry.DomainRegistry;
import io.fluvius.domain.registry.RegisteredDomain;
import io.fluvius.domain.registry.RegisteredView;
import io.fluvius.domain.view.Operator;
import io.fluvius.domain.view.ViewField;
import io.fluvius.http.request.RequestParameters;
import io.fluvius.query.Query;
import io.fluvius.query.QueryManager;
import io.fluvius.query.SortKey;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Describes the domains, commands and resources of the application to programs. */
@Hidden
@RestController
class MetaController {

    private final DomainRegistry domains;
    private final CommandFactory commands;
    private final QueryManager queries;
    private final VersionProperties version;

    MetaController(DomainRegistry domains, CommandFactory commands, QueryManager queries, VersionProperties version) {
        this.domains = domains;
        this.commands = commands;
        this.queries = queries;
        this.version = version;
    }

    @GetMapping("/api/meta")
    Map<String, Object> application(HttpServletRequest request) {
        RequestParameters.requireKnown(request, Set.of());
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("version", version.version());
        json.put("domains", domains.all().stream().map(this::domain).toList());
        return json;
    }

    @GetMapping("/api/meta/commands/{key}")
    Map<String, Object> command(@PathVariable String key, HttpServletRequest request) {
        RequestParameters.requireKnown(request, Set.of());
        CommandType type = commands.type(key);
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("key", type.key());
        json.put("title", type.title());
        json.put("description", type.description());
        json.put("resource", type.resource());
        json.put("creating", type.isCreating());
        json.put("schema", type.schema());
        json.put("url", "/api/commands/" + type.key());
        return json;
    }

    @GetMapping("/api/meta/resources/{resource}")
    Map<String, Object> resource(@PathVariable String resource, HttpServletRequest request) {
        RequestParameters.requireKnown(request, Set.of());
        RegisteredView view = domains.resource(resource);
        List<ViewField> fields = view.type().fields();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("resource", resource);
        json.put("path", view.path());
        json.put("url", "/api/" + view.path());
        json.put("fields", fields.stream().map(MetaController::field).toList());
        json.put(
                "searched",
                fields.stream().filter(ViewField::searched).map(ViewField::name).toList());
        json.put("sort", defaultSort(resource));
        json.put(
                "limit",
                Map.of("minimum", Query.MIN_LIMIT, "maximum", Query.MAX_LIMIT, "default", Query.DEFAULT_LIMIT));
        return json;
    }

    private List<String> defaultSort(String resource) {
        return queries.buildQuery(resource, Map.of()).order().stream()
                .map(SortKey::text)
                .toList();
    }

    private Map<String, Object> domain(RegisteredDomain domain) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", domain.name());
        json.put(
                "commands",
                commands.types(domain.name()).stream().map(CommandType::key).toList());
        json.put(
                "resources",
                domain.views().stream().map(RegisteredView::resource).toList());
        return json;
    }

    private static Map<String, Object> field(ViewField field) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", field.name());
        json.put("type", field.type().text());
        json.put("nullable", field.nullable());
        json.put(
                "operators",
                field.type().operators().stream().map(Operator::text).toList());
        json.put("sortable", field.isSortable());
        json.put("indexed", field.indexed());
        json.put("searched", field.searched());
        if (!field.names().isEmpty()) {
            json.put("values", field.names());
        }
        json.put("examples", field.examples());
        return json;
    }
}
