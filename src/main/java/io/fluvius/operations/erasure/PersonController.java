package io.fluvius.operations.erasure;

import io.fluvius.access.CurrentCaller;
import io.fluvius.domain.AggregateRef;
import io.fluvius.domain.registry.DomainRegistry;
import io.fluvius.domain.registry.RegisteredView;
import io.fluvius.http.request.Json;
import io.fluvius.http.request.RequestParameters;
import io.fluvius.personal.PersonalKeys;
import io.fluvius.personal.PersonalMembers;
import io.fluvius.problem.Problem;
import io.fluvius.problem.ProblemCode;
import io.fluvius.query.NotFoundException;
import io.fluvius.query.StateManager;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Set;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** What is kept about a person, and the certificate that the person was forgotten. */
@Hidden
@RestController
class PersonController {

    private static final String PERSON = "/api/{path:(?!commands$|meta$).+}/{id}";

    private final DomainRegistry domains;
    private final KeptData kept;
    private final StateManager state;
    private final PersonalKeys keys;
    private final CurrentCaller caller;

    PersonController(
            DomainRegistry domains, KeptData kept, StateManager state, PersonalKeys keys, CurrentCaller caller) {
        this.domains = domains;
        this.kept = kept;
        this.state = state;
        this.keys = keys;
        this.caller = caller;
    }

    private record Report(AggregateRef person, List<KeptData.Kept> kept) {}

    @GetMapping(PERSON + "/personal-data")
    ResponseEntity<byte[]> personalData(
            @PathVariable String path, @PathVariable String id, HttpServletRequest request) {
        AggregateRef person = person(path, id, request);
        return json(new Report(person, kept.of(person)));
    }

    @GetMapping(PERSON + "/erasure")
    ResponseEntity<byte[]> erasure(@PathVariable String path, @PathVariable String id, HttpServletRequest request) {
        return json(ErasureCertificate.of(person(path, id, request), state, keys, kept, caller));
    }

    private AggregateRef person(String path, String id, HttpServletRequest request) {
        RegisteredView view = domains.withPath(path);
        RequestParameters.requireKnown(request, Set.of());
        if (!view.type().isOneRowPerAggregate()
                || !PersonalMembers.areIn(domains.named(view.domain()).events())) {
            throw new NotFoundException(
                    Problem.of(ProblemCode.NOT_FOUND, "The resource " + view.resource() + " is not of persons"));
        }
        return AggregateRef.of(view.domain(), RequestParameters.pathIdentifier(id));
    }

    private static ResponseEntity<byte[]> json(Object body) {
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(Json.MAPPER.writeValueAsBytes(body));
    }
}
