package io.fluvius.http.resource;

import io.fluvius.access.CurrentCaller;
import io.fluvius.domain.registry.DomainRegistry;
import io.fluvius.http.limit.Lasting;
import io.fluvius.http.request.RequestParameters;
import io.fluvius.http.request.ShownJson;
import io.fluvius.problem.Fault;
import io.fluvius.problem.Problem;
import io.fluvius.problem.ProblemCode;
import io.fluvius.problem.ProblemException;
import io.fluvius.query.Change;
import io.fluvius.query.ChangeSubscription;
import io.fluvius.query.Query;
import io.fluvius.query.QueryManager;
import io.fluvius.query.StateManager;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** Streams the live changes of resources as server-sent events. Each stream occupies the thread of its request. */
@Hidden
@RestController
@RequestMapping("/api/{path:(?!commands$|meta$).+}")
class ChangesController {

    /** Parameters of pages, which a stream does not have. */
    private static final List<String> PAGE_PARAMETERS = List.of("sort", "limit", "page", "cursor", "count");

    /** The JSON of a part of the state of a list. */
    private record Rows(List<Object> data, boolean begins, boolean complete) {}

    private final DomainRegistry domains;
    private final StateManager state;
    private final QueryManager queries;
    private final ChangeStreamProperties properties;
    private final ShownJson shown;
    private final CurrentCaller callers;

    ChangesController(
            DomainRegistry domains,
            StateManager state,
            QueryManager queries,
            ChangeStreamProperties properties,
            ShownJson shown,
            CurrentCaller callers) {
        this.domains = domains;
        this.state = state;
        this.queries = queries;
        this.properties = properties;
        this.shown = shown;
        this.callers = callers;
    }

    @Lasting(Lasting.Kind.STREAM)
    @GetMapping("/{id}/changes")
    void item(
            @PathVariable String path,
            @PathVariable String id,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        String resource = domains.withPath(path).resource();
        RequestParameters.requireKnown(request, ConsistencyParameters.PARAMETERS);
        StateManager fresh = ConsistencyParameters.of(request).applyTo(state);
        UUID row = RequestParameters.pathIdentifier(id);
        String resumeToken = resumeToken(request);
        if (resumeToken == null) {
            requireExistence(fresh, resource, row);
        }
        Query<?> query = queries.buildQuery(resource, Map.of("filter", Map.of("id", row)));
        Function<Change.State<?>, @Nullable Object> json =
                state -> state.rows().isEmpty() ? null : state.rows().getFirst();
        JsonMapper mapper = shown.of(resource);
        EventStream stream =
                new EventStream(request, response, query, json, properties.heartbeat(), mapper, callers::isStillValid);
        send(query, fresh, resumeToken, stream);
    }

    @Lasting(Lasting.Kind.STREAM)
    @GetMapping("/changes")
    void list(@PathVariable String path, HttpServletRequest request, HttpServletResponse response) throws IOException {
        String resource = domains.withPath(path).resource();
        Map<String, List<String>> parameters = ConsistencyParameters.others(request);
        requireNoPageParameters(parameters.keySet());
        Query<?> query = queries.parseParameters(resource, parameters);
        StateManager fresh = ConsistencyParameters.of(request).applyTo(state);
        JsonMapper mapper = shown.of(resource);
        Function<Change.State<?>, @Nullable Object> json =
                state -> new Rows(ResourceJson.rows(state.rows(), query, mapper), state.begins(), state.complete());
        EventStream stream =
                new EventStream(request, response, query, json, properties.heartbeat(), mapper, callers::isStillValid);
        send(query, fresh, resumeToken(request), stream);
    }

    /** A stream is accepted while the store cannot be reached: browsers never reconnect after a problem. */
    private static void requireExistence(StateManager fresh, String resource, UUID row) {
        try {
            fresh.fetch(resource, row);
        } catch (ProblemException failure) {
            if (failure.problem().code() != ProblemCode.UNAVAILABLE) {
                throw failure;
            }
        }
    }

    private static void send(Query<?> query, StateManager fresh, @Nullable String resumeToken, EventStream stream)
            throws IOException {
        try (ChangeSubscription<?> subscription = fresh.subscribe(query, resumeToken)) {
            stream.send(subscription);
        }
    }

    private static void requireNoPageParameters(Set<String> parameters) {
        List<Fault> faults = PAGE_PARAMETERS.stream()
                .filter(parameters::contains)
                .map(name -> new Fault("/" + name, "is not allowed for a stream of changes"))
                .toList();
        Problem.throwIfAny(faults, ProblemCode.INVALID_QUERY, "A stream of changes has no order and no pages");
    }

    private static @Nullable String resumeToken(HttpServletRequest request) {
        String id = request.getHeader("Last-Event-ID");
        return id == null || id.isBlank() ? null : id;
    }
}
