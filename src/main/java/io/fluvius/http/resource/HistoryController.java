package io.fluvius.http.resource;

import io.fluvius.domain.registry.DomainRegistry;
import io.fluvius.http.request.Evaluates;
import io.fluvius.http.request.PageParameters;
import io.fluvius.http.request.RequestParameters;
import io.fluvius.http.request.ShownJson;
import io.fluvius.query.HistoryEntry;
import io.fluvius.query.QueryPage;
import io.fluvius.query.StateManager;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import java.util.UUID;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Returns the histories of aggregates. */
@Hidden
@RestController
class HistoryController {

    private static final Set<String> PARAMETERS = Set.of(
            PageParameters.LIMIT, PageParameters.CURSOR, ConsistencyParameters.AFTER, ConsistencyParameters.WAIT);

    private final DomainRegistry domains;
    private final StateManager state;
    private final ShownJson shown;

    HistoryController(DomainRegistry domains, StateManager state, ShownJson shown) {
        this.domains = domains;
        this.state = state;
        this.shown = shown;
    }

    @GetMapping("/api/{path:(?!commands$|meta$).+}/{id}/events")
    @Evaluates(HttpHeaders.IF_NONE_MATCH)
    ResponseEntity<Object> events(@PathVariable String path, @PathVariable String id, HttpServletRequest request) {
        String resource = domains.withPath(path).resource();
        RequestParameters.requireKnown(request, PARAMETERS);
        ConsistencyParameters consistency = ConsistencyParameters.of(request);
        String position = consistency.includedPosition(state, resource);
        PageParameters paging = PageParameters.of(request);
        UUID aggregate = RequestParameters.pathIdentifier(id);
        QueryPage<HistoryEntry> page =
                consistency.applyTo(state).history(resource, aggregate, paging.limit(), paging.cursor());
        return ResourceResponse.list(
                request, ResourceJson.page(page.data(), page, shown.ofPast(resource, aggregate)), position);
    }
}
