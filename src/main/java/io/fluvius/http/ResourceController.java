package io.fluvius.http;

import io.fluvius.kernel.Domain;
import io.fluvius.kernel.Domains;
import io.fluvius.kernel.Query;
import io.fluvius.kernel.QueryManager;
import io.fluvius.kernel.StateManager;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.WebRequest;
import tools.jackson.databind.JsonNode;

/** The state of every domain's resources. */
@Hidden
@RestController
@RequestMapping("/api/{path:(?!commands$|meta$).+}")
class ResourceController {

    private static final Set<String> ITEM = Set.of(Freshness.AFTER, Freshness.WAIT, Moment.VERSION, Moment.AT);

    private final Domains domains;
    private final StateManager state;
    private final QueryManager queries;

    ResourceController(Domains domains, StateManager state, QueryManager queries) {
        this.domains = domains;
        this.state = state;
        this.queries = queries;
    }

    @GetMapping("/{id}")
    @Nullable ResponseEntity<Object> item(
            @PathVariable String path, @PathVariable String id, HttpServletRequest request, WebRequest conditions) {
        Domain domain = domains.at(path);
        String resource = domain.definition().name();
        Parameters.allow(request, ITEM);
        Freshness freshness = Freshness.of(request);
        Moment moment = Moment.of(request);
        StateManager fresh = freshness.of(state);
        String position = freshness.reached(state, resource);
        Record item = moment.read(fresh, resource, Identifier.of(id));
        String tag = Versions.tag(ResourceJson.version(domain.view(), item));
        return conditions.checkNotModified(tag)
                ? null
                : ResponseEntity.ok()
                        .eTag(tag)
                        .header(Freshness.HEADER, position)
                        .body(ResourceJson.item(item));
    }

    @GetMapping
    ResponseEntity<Object> list(@PathVariable String path, HttpServletRequest request) {
        String resource = domains.at(path).definition().name();
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        request.getParameterMap().forEach((name, values) -> parameters.put(name, Arrays.asList(values)));
        parameters.keySet().removeAll(Freshness.PARAMETERS);
        return page(resource, queries.parseParameters(resource, parameters), Freshness.of(request));
    }

    @PostMapping("/query")
    ResponseEntity<Object> query(@PathVariable String path, HttpServletRequest request) throws IOException {
        String resource = domains.at(path).definition().name();
        JsonNode body = Body.json(request);
        Parameters.allow(request, Freshness.PARAMETERS);
        if (!body.isObject()) {
            throw Json.malformed("A query is an object");
        }
        return page(resource, queries.buildQuery(resource, ResourceJson.map(body)), Freshness.of(request));
    }

    private ResponseEntity<Object> page(String resource, Query<?> query, Freshness freshness) {
        String position = freshness.reached(state, resource);
        return ResponseEntity.ok()
                .header(Freshness.HEADER, position)
                .body(ResourceJson.page(freshness.of(state), query));
    }
}
