package io.fluvius.console.table;

import io.fluvius.access.CurrentCaller;
import io.fluvius.console.page.PageUrl;
import io.fluvius.domain.registry.DomainRegistry;
import io.fluvius.domain.registry.RegisteredView;
import io.fluvius.http.limit.Lasting;
import io.fluvius.http.request.Json;
import io.fluvius.http.resource.ChangeStreamProperties;
import io.fluvius.http.resource.EventStream;
import io.fluvius.query.Change;
import io.fluvius.query.ChangeSubscription;
import io.fluvius.query.Query;
import io.fluvius.query.StateManager;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/**
 * Tells a page which rows of its query have changed since it was made, as server-sent events. The page then loads itself again and
 * shows the rows that it has, so a row is rendered in one place only.
 */
@Hidden
@Controller
class LiveController {

    private final DomainRegistry domains;
    private final StateManager state;
    private final ChangeStreamProperties properties;
    private final CurrentCaller callers;

    LiveController(
            DomainRegistry domains, StateManager state, ChangeStreamProperties properties, CurrentCaller callers) {
        this.domains = domains;
        this.state = state;
        this.properties = properties;
        this.callers = callers;
    }

    /** The parameters are those of the page and {@code from}, the position that it shows. */
    @Lasting(Lasting.Kind.STREAM)
    @GetMapping("/console/views/{path}/live")
    void follow(@PathVariable String path, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        RegisteredView view = domains.withPath(path);
        Map<String, List<String>> parameters = new LinkedHashMap<>(PageUrl.of(request)
                .without(TablePage.OF_PAGES)
                .without(TablePage.FROM)
                .parameters());
        parameters.put("include", List.of("id"));
        Query<?> query = state.queryManager().parseParameters(view.resource(), parameters);
        String from =
                Optional.ofNullable(request.getHeader("Last-Event-ID")).orElse(request.getParameter(TablePage.FROM));
        // a page that has missed too much loads all of itself again, so it needs no rows
        Function<Change.State<?>, @Nullable Object> json =
                part -> part.rows().isEmpty() ? null : part.rows().size();
        EventStream stream = new EventStream(
                request, response, query, json, properties.heartbeat(), Json.MAPPER, callers::isStillValid);
        try (ChangeSubscription<?> subscription = state.subscribe(query, from)) {
            stream.send(subscription);
        }
    }
}
