package io.fluvius.http;

import io.fluvius.kernel.CommandType;
import io.fluvius.kernel.Domain;
import io.fluvius.kernel.Domains;
import io.fluvius.kernel.Operator;
import io.fluvius.kernel.Query;
import io.fluvius.kernel.QueryManager;
import io.fluvius.kernel.Sort;
import io.fluvius.kernel.ViewField;
import io.fluvius.kernel.ViewType;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** What the application can do, for programs. */
@Hidden
@RestController
class MetaController {

    private final Domains domains;
    private final QueryManager queries;
    private final ApplicationVersion version;

    MetaController(Domains domains, QueryManager queries, ApplicationVersion version) {
        this.domains = domains;
        this.queries = queries;
        this.version = version;
    }

    @GetMapping("/api/meta")
    Map<String, Object> application(HttpServletRequest request) {
        Parameters.allow(request, Set.of());
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("version", version.version());
        json.put("domains", domains.all().stream().map(MetaController::domain).toList());
        return json;
    }

    @GetMapping("/api/meta/commands/{key}")
    Map<String, Object> command(@PathVariable String key, HttpServletRequest request) {
        Parameters.allow(request, Set.of());
        CommandType type = domains.owning(key).command(key);
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("key", type.key());
        json.put("title", type.title());
        json.put("description", type.description());
        json.put("resource", type.resource());
        json.put("creating", type.creating());
        json.put("schema", type.schema());
        json.put("url", "/api/commands/" + type.key());
        return json;
    }

    @GetMapping("/api/meta/resources/{resource}")
    Map<String, Object> resource(@PathVariable String resource, HttpServletRequest request) {
        Parameters.allow(request, Set.of());
        Domain domain = domains.named(resource);
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("resource", resource);
        json.put("path", domain.definition().path());
        json.put("url", "/api/" + domain.definition().path());
        json.put(
                "fields",
                domain.view().fields().stream().map(MetaController::field).toList());
        json.put("searched", names(domain.view(), ViewField::searched));
        json.put("sort", defaultSort(resource));
        json.put(
                "limit",
                Map.of("minimum", Query.MIN_LIMIT, "maximum", Query.MAX_LIMIT, "default", Query.DEFAULT_LIMIT));
        return json;
    }

    private List<String> defaultSort(String resource) {
        return queries.buildQuery(resource, Map.of()).order().stream()
                .map(Sort::text)
                .toList();
    }

    private static List<String> names(ViewType<?> view, Predicate<ViewField> which) {
        return view.fields().stream().filter(which).map(ViewField::name).toList();
    }

    private static Map<String, Object> domain(Domain domain) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", domain.definition().name());
        json.put("commands", domain.commands().stream().map(CommandType::key).toList());
        json.put("resources", List.of(domain.definition().name()));
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
        json.put("sortable", field.sortable());
        json.put("searched", field.searched());
        if (!field.names().isEmpty()) {
            json.put("values", field.names());
        }
        json.put("examples", field.examples());
        return json;
    }
}
