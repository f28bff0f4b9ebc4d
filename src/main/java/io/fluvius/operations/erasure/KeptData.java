package io.fluvius.operations.erasure;

import io.fluvius.access.AccessPolicy;
import io.fluvius.access.Right;
import io.fluvius.database.ReadOnlyDatabase;
import io.fluvius.domain.AggregateRef;
import io.fluvius.domain.registry.DomainRegistry;
import io.fluvius.domain.registry.RegisteredView;
import io.fluvius.domain.view.ViewField;
import io.fluvius.http.request.ShownJson;
import io.fluvius.personal.PersonalTable;
import io.fluvius.query.HistoryEntry;
import io.fluvius.query.Query;
import io.fluvius.query.StateManager;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.axonframework.eventsourcing.eventstore.EventStore;
import tools.jackson.databind.json.JsonMapper;

/** Finds what is kept about a person, wherever it is. Safe for use by many threads. */
final class KeptData {

    /** The most entries of one place that are returned. */
    static final int MAX_ENTRIES = Query.MAX_LIMIT;

    private final DomainRegistry domains;
    private final StateManager state;
    private final EventStore events;
    private final ReadOnlyDatabase database;
    private final List<PersonalTable> tables;
    private final AccessPolicy access;
    private final ShownJson shown;

    KeptData(
            DomainRegistry domains,
            StateManager state,
            EventStore events,
            ReadOnlyDatabase database,
            List<PersonalTable> tables,
            AccessPolicy access,
            ShownJson shown) {
        this.domains = domains;
        this.state = state;
        this.events = events;
        this.database = database;
        this.tables = tables;
        this.access = access;
        this.shown = shown;
    }

    /**
     * What is kept in one place.
     *
     * @param where the place: {@code events}, {@code rows/user}, or the name of a {@link PersonalTable}
     * @param count how much it is
     * @param entries the first of it as JSON, at most {@link #MAX_ENTRIES}
     */
    record Kept(String where, long count, List<?> entries) {}

    /**
     * Returns what is kept about a person, as far as the caller may read it.
     *
     * @throws io.fluvius.query.NotFoundException if the person never existed
     */
    List<Kept> of(AggregateRef person) {
        // records that the caller reads it, and ensures that the caller may
        List<HistoryEntry> history = state.history(person.resource(), person.id(), 0, MAX_ENTRIES);
        if (!access.allowsPersonalData(person.resource())) {
            access.require(Right.PERSONAL_DATA_READ);
        }
        List<Kept> kept = new ArrayList<>();
        kept.add(events(person, history));
        views(person).forEach((view, owner) -> {
            if (access.allowsRows(view.resource())) {
                kept.add(rows(view, owner, person));
            }
        });
        tables.forEach(table -> kept.add(kept(table, person)));
        return kept;
    }

    /** Counts what is left of a person beside the events, whatever the caller may read. */
    Map<String, Long> remaining(AggregateRef person) {
        Map<String, Long> remaining = new LinkedHashMap<>();
        long rows = 0;
        for (Map.Entry<RegisteredView, ViewField> view : views(person).entrySet()) {
            rows += state.count(query(view.getKey(), view.getValue(), person));
        }
        remaining.put("rows", rows);
        tables.forEach(table -> remaining.put(table.name(), count(table, person)));
        return remaining;
    }

    private Kept events(AggregateRef person, List<HistoryEntry> history) {
        JsonMapper mapper = shown.ofPast(person.resource(), person.id());
        long count = events.lastSequenceNumberFor(person.id().toString()).orElse(-1L) + 1;
        return new Kept(
                "events",
                count,
                history.stream()
                        .map(event -> new PersonalEntry(
                                event.sequence(),
                                event.type(),
                                event.at(),
                                event.eventId(),
                                PersonalEntry.personal(event.data(), mapper)))
                        .toList());
    }

    private Map<RegisteredView, ViewField> views(AggregateRef person) {
        Map<RegisteredView, ViewField> owned = new LinkedHashMap<>();
        domains.views().forEach(view -> view.owner(person.resource()).ifPresent(owner -> owned.put(view, owner)));
        return owned;
    }

    private Query<?> query(RegisteredView view, ViewField owner, AggregateRef person) {
        return state.queryManager()
                .buildQuery(view.resource(), Map.of("filter", Map.of(owner.name(), person.id()), "limit", MAX_ENTRIES));
    }

    private Kept rows(RegisteredView view, ViewField owner, AggregateRef person) {
        Query<?> query = query(view, owner, person);
        JsonMapper mapper = shown.of(view.resource());
        return new Kept(
                "rows/" + view.resource(),
                state.count(query),
                state.query(query).data().stream().map(mapper::valueToTree).toList());
    }

    private Kept kept(PersonalTable table, AggregateRef person) {
        return new Kept(
                table.name(),
                count(table, person),
                database.readOnce(dsl -> dsl.select(table.shown())
                        .from(table.table())
                        .where(table.rows().apply(person))
                        .limit(MAX_ENTRIES)
                        .fetchMaps()));
    }

    private long count(PersonalTable table, AggregateRef person) {
        return database.readOnce(
                dsl -> dsl.fetchCount(table.table(), table.rows().apply(person)));
    }
}
