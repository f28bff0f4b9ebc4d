package io.fluvius.http.resource;

import io.fluvius.domain.registry.DomainRegistry;
import io.fluvius.http.request.PathIdentifier;
import io.fluvius.http.request.RequestParameters;
import io.fluvius.problem.Problem;
import io.fluvius.problem.ProblemCode;
import io.fluvius.query.ChangeSubscription;
import io.fluvius.query.Query;
import io.fluvius.query.QueryManager;
import io.fluvius.query.StateManager;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Live changes of every domain's resources, as server-sent events. Each follower has the thread of its request. */
@Hidden
@RestController
@RequestMapping("/api/{path:(?!commands$|meta$).+}")
class ChangesController {

    /** A stream has neither pages nor an order, and no end to count to. */
    private static final List<String> OF_PAGES = List.of("sort", "limit", "page", "cursor", "count");

    private final DomainRegistry domains;
    private final StateManager state;
    private final QueryManager queries;
    private final ChangeStreamProperties properties;

    ChangesController(
            DomainRegistry domains, StateManager state, QueryManager queries, ChangeStreamProperties properties) {
        this.domains = domains;
        this.state = state;
        this.queries = queries;
        this.properties = properties;
    }

    @GetMapping("/{id}/changes")
    void item(
            @PathVariable String path,
            @PathVariable String id,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        String resource = domains.withPath(path).name();
        RequestParameters.requireKnown(request, ConsistencyParameters.PARAMETERS);
        StateManager fresh = ConsistencyParameters.of(request).of(state);
        UUID row = PathIdentifier.parse(id);
        String place = place(request);
        if (place == null) {
            fresh.fetch(resource, row);
        }
        Query<?> query = queries.buildQuery(resource, Map.of("filter", Map.of("id", row)));
        follow(query, fresh, place, stream(new ChangeJson.OfItem(), request, response));
    }

    @GetMapping("/changes")
    void list(@PathVariable String path, HttpServletRequest request, HttpServletResponse response) throws IOException {
        String resource = domains.withPath(path).name();
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        request.getParameterMap().forEach((name, values) -> parameters.put(name, Arrays.asList(values)));
        parameters.keySet().removeAll(ConsistencyParameters.PARAMETERS);
        refuse(parameters.keySet());
        Query<?> query = queries.parseParameters(resource, parameters);
        StateManager fresh = ConsistencyParameters.of(request).of(state);
        follow(query, fresh, place(request), stream(new ChangeJson.OfList(query.members()), request, response));
    }

    private static <V extends Record> void follow(
            Query<V> query, StateManager fresh, @Nullable String place, EventStream stream) throws IOException {
        try (ChangeSubscription<V> following = fresh.subscribe(query, place)) {
            stream.tell(following);
        }
    }

    private EventStream stream(ChangeJson json, HttpServletRequest request, HttpServletResponse response) {
        return new EventStream(request, response, json, properties.heartbeat());
    }

    private static void refuse(Set<String> parameters) {
        Problem problem = Problem.of(ProblemCode.INVALID_QUERY, "Changes are followed, not turned over page by page");
        for (String name : OF_PAGES) {
            problem = parameters.contains(name) ? problem.at("/" + name, "cannot be given with changes") : problem;
        }
        if (!problem.errors().isEmpty()) {
            throw problem.asException();
        }
    }

    private static @Nullable String place(HttpServletRequest request) {
        String id = request.getHeader("Last-Event-ID");
        return id == null || id.isBlank() ? null : id;
    }
}
