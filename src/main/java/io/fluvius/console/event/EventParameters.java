package io.fluvius.console.event;

import io.fluvius.command.Command;
import io.fluvius.console.page.PageUrl;
import io.fluvius.console.page.Times;
import io.fluvius.domain.registry.DomainRegistry;
import io.fluvius.domain.registry.RegisteredDomain;
import io.fluvius.eventstore.search.EventFilter;
import io.fluvius.http.request.RequestParameters;
import io.fluvius.problem.Fault;
import io.fluvius.problem.Problem;
import io.fluvius.problem.ProblemCode;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the URL of the page of events asks for.
 *
 * @param url the URL without parameters that have no value
 * @param filter which events are wanted
 * @param before the position before which the page begins; null for the newest events
 * @param faults what is wrong with the parameters; those with faults are not in the filter
 */
record EventParameters(
        PageUrl url, EventFilter filter, @Nullable Long before, List<Fault> faults) {

    static final String CURSOR = "cursor";

    /** The members of the metadata by the parameters that want a value of them. */
    private static final Map<String, String> META_DATA = Map.of(
            "actor", Command.ACTOR,
            "correlation", Command.CORRELATION_ID,
            "causation", Command.CAUSATION_ID,
            "command", Command.COMMAND_ID);

    private static final List<String> INPUTS = List.of(
            "type", "resource", "aggregate", "actor", "correlation", "causation", "command", "from", "to", "text");

    /** A parameter that filters, and the URL of the page without it. */
    record Statement(String name, String value, String without) {}

    static EventParameters of(HttpServletRequest request, DomainRegistry domains) {
        Set<String> known = new LinkedHashSet<>(INPUTS);
        known.add(CURSOR);
        RequestParameters.requireKnown(request, known);
        List<Fault> faults = new ArrayList<>();
        OptionalLong cursor = RequestParameters.wholeNumber(request, CURSOR, 0, Long.MAX_VALUE, faults);
        PageUrl url = given(request);
        Set<String> types = url.parameters().getOrDefault("type", List.of()).stream()
                .flatMap(type -> storedNames(type, domains).stream())
                .collect(Collectors.toSet());
        Map<String, String> metaData = new LinkedHashMap<>();
        META_DATA.forEach((parameter, member) -> {
            String value = text(request, parameter, faults);
            if (value != null) {
                metaData.put(member, value);
            }
        });
        EventFilter filter = new EventFilter(
                types,
                text(request, "resource", faults),
                text(request, "aggregate", faults),
                metaData,
                time(request, "from", faults),
                time(request, "to", faults),
                text(request, "text", faults));
        return new EventParameters(url, filter, cursor.isPresent() ? (Long) cursor.getAsLong() : null, faults);
    }

    private static PageUrl given(HttpServletRequest request) {
        Map<String, List<String>> given = new LinkedHashMap<>();
        PageUrl.of(request).parameters().forEach((name, values) -> {
            List<String> present = values.stream()
                    .map(String::strip)
                    .filter(it -> !it.isEmpty())
                    .toList();
            if (!present.isEmpty()) {
                given.put(name, present);
            }
        });
        return new PageUrl("/console/events", given);
    }

    /** The names under which events of a type are stored, its former names included. */
    private static Set<String> storedNames(String type, DomainRegistry domains) {
        Set<String> names = new LinkedHashSet<>(Set.of(type));
        for (RegisteredDomain domain : domains.all()) {
            domain.events().stream()
                    .filter(event -> EventTypes.name(domain, event).equals(type))
                    .forEach(event -> domain.definition().formerNames().forEach((former, named) -> {
                        if (named.equals(event)) {
                            names.add(former);
                        }
                    }));
        }
        return names;
    }

    private static @Nullable String text(HttpServletRequest request, String name, List<Fault> faults) {
        return RequestParameters.text(request, name, faults)
                .map(String::strip)
                .filter(it -> !it.isEmpty())
                .orElse(null);
    }

    private static @Nullable Instant time(HttpServletRequest request, String name, List<Fault> faults) {
        String text = text(request, name, faults);
        Optional<Instant> time = Optional.ofNullable(text).flatMap(Times::parse);
        if (text != null && time.isEmpty()) {
            faults.add(new Fault(Fault.child("", name), Times.EXPECTED));
        }
        return time.orElse(null);
    }

    /** The problem with the parameters; null if they are valid. */
    @Nullable Problem problem() {
        return faults.isEmpty()
                ? null
                : Problem.of(ProblemCode.INVALID_QUERY, "The filter is invalid").withErrors(faults);
    }

    /** What the form contains, by the names of its inputs. */
    public Map<String, String> entered() {
        Map<String, String> entered = new LinkedHashMap<>();
        INPUTS.forEach(name -> entered.put(
                name, url.parameters().getOrDefault(name, List.of("")).getLast()));
        return entered;
    }

    /** The statements of the filter. */
    public List<Statement> statements() {
        return url.parameters().entrySet().stream()
                .filter(parameter -> !parameter.getKey().equals(CURSOR))
                .map(parameter -> new Statement(
                        parameter.getKey(),
                        String.join(", ", parameter.getValue()),
                        url.without(CURSOR, parameter.getKey()).toString()))
                .toList();
    }

    /** The URL of the page that begins before a position. */
    @Nullable String before(@Nullable Long position) {
        return position == null ? null : url.with(CURSOR, position).toString();
    }

    /** The URL of the page with the newest events that match. */
    String newest() {
        return url.without(CURSOR).toString();
    }

    /** The URL of the page with the events of a time only. */
    String during(Instant from, Instant to) {
        return url.without(CURSOR).with("from", from).with("to", to).toString();
    }
}
