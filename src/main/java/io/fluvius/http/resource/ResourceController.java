package io.fluvius.http.resource;

import io.fluvius.domain.registry.DomainRegistry;
import io.fluvius.domain.registry.RegisteredView;
import io.fluvius.http.request.BodyReader;
import io.fluvius.http.request.EntityTags;
import io.fluvius.http.request.Evaluates;
import io.fluvius.http.request.Json;
import io.fluvius.http.request.RequestParameters;
import io.fluvius.http.request.ShownJson;
import io.fluvius.problem.Problem;
import io.fluvius.problem.ProblemCode;
import io.fluvius.query.Query;
import io.fluvius.query.QueryManager;
import io.fluvius.query.StateManager;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Returns the state of resources: items, and lists of them. */
@Hidden
@RestController
@RequestMapping("/api/{path:(?!commands$|meta$).+}")
class ResourceController {

    private static final Set<String> ITEM_PARAMETERS =
            Set.of(ConsistencyParameters.AFTER, ConsistencyParameters.WAIT, PointInTime.VERSION, PointInTime.AT);

    private final DomainRegistry domains;
    private final StateManager state;
    private final QueryManager queries;
    private final ShownJson shown;

    ResourceController(DomainRegistry domains, StateManager state, QueryManager queries, ShownJson shown) {
        this.domains = domains;
        this.state = state;
        this.queries = queries;
        this.shown = shown;
    }

    @GetMapping("/{id:(?!query$).+}")
    @Evaluates({HttpHeaders.IF_MATCH, HttpHeaders.IF_NONE_MATCH})
    ResponseEntity<Object> item(@PathVariable String path, @PathVariable String id, HttpServletRequest request) {
        RegisteredView view = domains.withPath(path);
        String resource = view.resource();
        RequestParameters.requireKnown(request, ITEM_PARAMETERS);
        ConsistencyParameters consistency = ConsistencyParameters.of(request);
        PointInTime pointInTime = PointInTime.of(request);
        Optional<EntityTags> ifMatch = EntityTags.of(request, HttpHeaders.IF_MATCH);
        Optional<EntityTags> ifNoneMatch = EntityTags.of(request, HttpHeaders.IF_NONE_MATCH);
        StateManager fresh = consistency.applyTo(state);
        String position = consistency.includedPosition(state, resource);
        UUID aggregate = RequestParameters.pathIdentifier(id);
        Record item = pointInTime.read(fresh, resource, aggregate);
        long version = ResourceJson.version(view.type(), item);
        if (ifMatch.isPresent() && !ifMatch.get().matchStrongly(version)) {
            throw Problem.of(ProblemCode.VERSION_MISMATCH, "The item has version " + version)
                    .with("actual", version)
                    .asException();
        }
        // a forgotten person has no present state
        JsonMapper mapper = PointInTime.isPast(request) ? shown.ofPast(resource, aggregate) : shown.of(resource);
        return ResourceResponse.of(
                ifNoneMatch, EntityTags.tagOf(version), position, () -> mapper.writeValueAsBytes(item));
    }

    @GetMapping
    @Evaluates(HttpHeaders.IF_NONE_MATCH)
    ResponseEntity<Object> list(@PathVariable String path, HttpServletRequest request) {
        String resource = domains.withPath(path).resource();
        Query<?> query = queries.parseParameters(resource, ConsistencyParameters.others(request));
        ConsistencyParameters consistency = ConsistencyParameters.of(request);
        String position = consistency.includedPosition(state, resource);
        return ResourceResponse.list(
                request, ResourceJson.page(consistency.applyTo(state), query, shown.of(resource)), position);
    }

    @PostMapping("/query")
    ResponseEntity<Object> query(@PathVariable String path, HttpServletRequest request) throws IOException {
        String resource = domains.withPath(path).resource();
        JsonNode body = BodyReader.readJson(request);
        RequestParameters.requireKnown(request, ConsistencyParameters.PARAMETERS);
        if (!body.isObject()) {
            throw Json.malformedRequestException("The query must be a JSON object");
        }
        Map<String, Object> members = Json.MAPPER.convertValue(body, new TypeReference<>() {});
        Query<?> query = queries.buildQuery(resource, members);
        ConsistencyParameters consistency = ConsistencyParameters.of(request);
        String position = consistency.includedPosition(state, resource);
        return ResponseEntity.ok()
                .header(ConsistencyParameters.HEADER, position)
                .contentType(MediaType.APPLICATION_JSON)
                .body(ResourceJson.page(consistency.applyTo(state), query, shown.of(resource)));
    }
}
