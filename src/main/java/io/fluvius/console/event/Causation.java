package io.fluvius.console.event;

import io.fluvius.command.Command;
import io.fluvius.domain.Automation;
import io.fluvius.domain.text.Identifiers;
import io.fluvius.eventstore.log.LoggedEvent;
import io.fluvius.eventstore.search.EventFilter;
import io.fluvius.eventstore.search.EventLookup;
import io.fluvius.eventstore.search.EventSearch;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ListableBeanFactory;

/** Finds what has caused an event, and what it has caused. Safe for use by many threads. */
final class Causation {

    private static final int MAX_CAUSES = 16;
    private static final int MAX_EFFECTS = 200;
    private static final int MAX_OTHERS = 50;
    private static final Pattern IDENTIFIER = Pattern.compile(Identifiers.PATTERN);
    private static final int MAX_IDENTIFIERS = 20;
    /** The number of commands that an automation is expected to send to one aggregate. */
    private static final int COMMANDS = 2;

    private final EventSearch search;
    private final EventLookup lookup;
    private final ShownEvents shown;
    private final List<String> automations;

    Causation(EventSearch search, EventLookup lookup, ShownEvents shown, ListableBeanFactory beans) {
        this.search = search;
        this.lookup = lookup;
        this.shown = shown;
        this.automations = Stream.of(beans.getBeanNamesForAnnotation(Automation.class))
                .flatMap(name -> Optional.ofNullable(beans.findAnnotationOnBean(name, Automation.class)).stream())
                .map(Automation::value)
                .toList();
    }

    /**
     * What an event has caused.
     *
     * @param tree the commands and events
     * @param reached how far the search has come
     */
    record Effects(EffectTree tree, EventSearch.Page reached) {}

    /** The events that led to an event, the first one first. */
    List<EventRow> causes(EventRow event) {
        List<EventRow> causes = new ArrayList<>();
        Optional<EventRow> cause = cause(event);
        while (cause.isPresent() && causes.size() < MAX_CAUSES) {
            causes.addFirst(cause.get());
            cause = cause(cause.get());
        }
        return causes;
    }

    private Optional<EventRow> cause(EventRow event) {
        String cause = event.cause();
        return cause == null ? Optional.empty() : search.event(cause, null).map(this::row);
    }

    /** Other events of its command. */
    List<EventRow> ofSameCommand(EventRow event) {
        return Optional.ofNullable(event.commandId()).flatMap(Identifiers::parse).map(lookup::ofCommand).stream()
                .flatMap(List::stream)
                .filter(other -> !other.event().id().equals(event.event().id()))
                .limit(MAX_OTHERS)
                .map(this::row)
                .toList();
    }

    /** Searches the events that follow, and those whose identifiers derive from this one, wherever they are. */
    Effects effects(EventRow event) {
        EventSearch.Page following = following(event, event.correlationId());
        Map<String, EventRow> found = new LinkedHashMap<>();
        Stream.concat(following.events().stream(), lookup.withIds(derived(event)).stream())
                .map(this::row)
                .forEach(row -> found.putIfAbsent(row.event().id(), row));
        return new Effects(EffectTree.of(event.event().id(), List.copyOf(found.values())), following);
    }

    private EventSearch.Page following(EventRow event, @Nullable String correlation) {
        return correlation == null
                ? new EventSearch.Page(List.of(), null, null, false)
                : search.searchAfter(
                        event.position(),
                        EventFilter.ALL.withMetaData(Command.CORRELATION_ID, correlation),
                        MAX_EFFECTS);
    }

    /** The identifiers of commands that automations would send to the aggregates that the event names, or that they would create. */
    private List<String> derived(EventRow event) {
        List<String> targets = Stream.concat(
                        Stream.of("", event.event().aggregate() + "/"),
                        IDENTIFIER
                                .matcher(event.event().payload())
                                .results()
                                .map(MatchResult::group)
                                .map(id -> id + "/")
                                .limit(MAX_IDENTIFIERS))
                .distinct()
                .toList();
        List<String> ids = new ArrayList<>();
        for (String automation : automations) {
            for (String target : targets) {
                for (int number = 0; number < COMMANDS; number++) {
                    UUID command = Identifiers.causedBy(event.event().id(), automation, target + number);
                    ids.add(command.toString());
                }
            }
        }
        return ids;
    }

    private EventRow row(LoggedEvent event) {
        return shown.row(event);
    }
}
