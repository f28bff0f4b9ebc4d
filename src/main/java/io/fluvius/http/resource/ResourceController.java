package io.fluvius.http.resource;

import io.fluvius.domain.registry.DomainRegistry;
import io.fluvius.domain.registry.RegisteredDomain;
import io.fluvius.http.request.BodyReader;
import io.fluvius.http.request.EntityTag;
import io.fluvius.http.request.Json;
import io.fluvius.http.request.PathIdentifier;
import io.fluvius.http.request.RequestParameters;
import io.fluvius.query.Query;
import io.fluvius.query.QueryManager;
import io.fluvius.query.StateManager;
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

    private static final Set<String> ITEM =
            Set.of(ConsistencyParameters.AFTER, ConsistencyParameters.WAIT, PointInTime.VERSION, PointInTime.AT);

    private final DomainRegistry domains;
    private final StateManager state;
    private final QueryManager queries;

    ResourceController(DomainRegistry domains, StateManager state, QueryManager queries) {
        this.domains = domains;
        this.state = state;
        this.queries = queries;
    }

    @GetMapping("/{id}")
    @Nullable ResponseEntity<Object> item(
            @PathVariable String path, @PathVariable String id, HttpServletRequest request, WebRequest conditions) {
        RegisteredDomain domain = domains.withPath(path);
        String resource = domain.name();
        RequestParameters.requireKnown(request, ITEM);
        ConsistencyParameters freshness = ConsistencyParameters.of(request);
        PointInTime moment = PointInTime.of(request);
        StateManager fresh = freshness.of(state);
        String position = freshness.reached(state, resource);
        Record item = moment.read(fresh, resource, PathIdentifier.parse(id));
        String tag = EntityTag.of(ResourceJson.version(domain.view(), item));
        return conditions.checkNotModified(tag)
                ? null
                : ResponseEntity.ok()
                        .eTag(tag)
                        .header(ConsistencyParameters.HEADER, position)
                        .body(ResourceJson.item(item));
    }

    @GetMapping
    ResponseEntity<Object> list(@PathVariable String path, HttpServletRequest request) {
        String resource = domains.withPath(path).name();
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        request.getParameterMap().forEach((name, values) -> parameters.put(name, Arrays.asList(values)));
        parameters.keySet().removeAll(ConsistencyParameters.PARAMETERS);
        return page(resource, queries.parseParameters(resource, parameters), ConsistencyParameters.of(request));
    }

    @PostMapping("/query")
    ResponseEntity<Object> query(@PathVariable String path, HttpServletRequest request) throws IOException {
        String resource = domains.withPath(path).name();
        JsonNode body = BodyReader.readJson(request);
        RequestParameters.requireKnown(request, ConsistencyParameters.PARAMETERS);
        if (!body.isObject()) {
            throw Json.malformedRequestException("A query is an object");
        }
        return page(resource, queries.buildQuery(resource, ResourceJson.map(body)), ConsistencyParameters.of(request));
    }

    private ResponseEntity<Object> page(String resource, Query<?> query, ConsistencyParameters freshness) {
        String position = freshness.reached(state, resource);
        return ResponseEntity.ok()
                .header(ConsistencyParameters.HEADER, position)
                .body(ResourceJson.page(freshness.of(state), query));
    }
}
