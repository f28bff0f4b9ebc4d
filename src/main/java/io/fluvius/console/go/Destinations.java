package io.fluvius.console.go;

import io.fluvius.access.AccessPolicy;
import io.fluvius.access.ReadableRows;
import io.fluvius.access.Right;
import io.fluvius.command.CommandFactory;
import io.fluvius.console.page.Frame;
import io.fluvius.console.page.ShownRows;
import io.fluvius.domain.Tenant;
import io.fluvius.domain.registry.DomainRegistry;
import io.fluvius.domain.registry.RegisteredView;
import io.fluvius.domain.text.Identifiers;
import io.fluvius.domain.view.ViewField;
import io.fluvius.eventstore.log.LoggedEvent;
import io.fluvius.eventstore.search.EventFilter;
import io.fluvius.eventstore.search.EventLookup;
import io.fluvius.http.request.Json;
import io.fluvius.http.request.ShownJson;
import io.fluvius.query.NotFoundException;
import io.fluvius.query.QueryPage;
import io.fluvius.query.StateManager;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.springframework.stereotype.Service;
import tools.jackson.databind.JsonNode;

/** Looks for the pages that fit a text. Safe for use by many threads. */
@Service
class Destinations {

    /** The most rows of a view that are listed. */
    private static final int ROWS = 10;

    /** No name is longer. No name contains U+0000. */
    private static final int MAX_LENGTH = 200;

    private final DomainRegistry domains;
    private final CommandFactory commands;
    private final StateManager state;
    private final EventLookup events;
    private final AccessPolicy access;
    private final ShownJson shown;

    Destinations(
            DomainRegistry domains,
            CommandFactory commands,
            StateManager state,
            EventLookup events,
            AccessPolicy access,
            ShownJson shown) {
        this.domains = domains;
        this.commands = commands;
        this.state = state;
        this.events = events;
        this.access = access;
        this.shown = shown;
    }

    /**
     * Finds by identifier first, then by name, then by the words of rows.
     *
     * @param wanted not empty
     * @param titles the titles of the pages of the console, by their names
     */
    List<Destination> find(String wanted, Frame frame, UnaryOperator<String> titles) {
        if (wanted.length() > MAX_LENGTH || wanted.indexOf('\0') >= 0) {
            return List.of();
        }
        Stream<Destination> identified =
                Identifiers.parse(wanted).stream().flatMap(id -> identified(id, frame, titles));
        Stream<Destination> event = Stream.of(wanted)
                .filter(it -> access.allows(Right.EVENTS_READ))
                .flatMap(it -> events.withIds(List.of(it)).stream())
                .map(it ->
                        new Destination(it.event().payloadType(), titles.apply("events"), "/console/events/" + wanted));
        List<Destination> exact = Stream.concat(identified, event).distinct().toList();
        return exact.isEmpty()
                ? Stream.concat(named(wanted, frame, titles), rows(wanted, frame))
                        .toList()
                : exact;
    }

    private Stream<Destination> identified(UUID id, Frame frame, UnaryOperator<String> titles) {
        Stream<Destination> rows =
                readable().filter(view -> isOf(view, id)).map(view -> row(view, id.toString(), id.toString(), frame));
        Stream<Destination> ofCommand = Stream.of(id)
                .filter(it -> access.allows(Right.EVENTS_READ))
                .flatMap(it -> events.ofCommand(it).stream().limit(1))
                .map(it -> new Destination(id.toString(), titles.apply("commands"), "/console/events?command=" + id));
        return Stream.concat(rows, ofCommand);
    }

    private Stream<RegisteredView> readable() {
        return domains.views().stream().filter(view -> access.allowsRows(view.resource()));
    }

    /** A deleted aggregate has a page, too. */
    private boolean isOf(RegisteredView view, UUID id) {
        if (view.type().isOneRowPerAggregate() && access.rows(view.resource()) instanceof ReadableRows.All) {
            EventFilter filter = new EventFilter(Set.of(), view.domain(), id.toString(), Map.of(), null, null, null);
            List<LoggedEvent> found = events.newest(0, events.head(), filter, 1);
            return found.stream().anyMatch(this::isOfTenant);
        }
        try {
            state.fetch(view.resource(), id);
            return true;
        } catch (NotFoundException missing) {
            return false;
        }
    }

    private boolean isOfTenant(LoggedEvent found) {
        JsonNode metadata = Json.MAPPER.readTree(found.event().metaData());
        return metadata.path(Tenant.KEY)
                .asString(Tenant.MAIN.name())
                .equals(access.tenant().name());
    }

    private Stream<Destination> named(String wanted, Frame frame, UnaryOperator<String> titles) {
        Stream<Destination> views =
                frame.views().stream().map(view -> new Destination(view.title(), "", "/console/views/" + view.path()));
        Stream<Destination> pages = Stream.concat(frame.pages().stream(), frame.operations().stream())
                .map(name -> new Destination(titles.apply(name), "", "/console/" + name));
        Stream<Destination> forms = domains.all().stream()
                .flatMap(domain -> commands.types(domain.name()).stream())
                .filter(type -> access.allowsCommand(type.payload()))
                .map(type ->
                        new Destination(type.title(), titles.apply("commands"), "/console/commands/" + type.key()));
        String words = folded(wanted);
        return Stream.of(views, pages, forms)
                .flatMap(it -> it)
                .filter(page ->
                        folded(page.title()).contains(words) || page.link().endsWith("/" + wanted));
    }

    private static String folded(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    private Stream<Destination> rows(String wanted, Frame frame) {
        return readable()
                .filter(view -> view.type().fields().stream().anyMatch(ViewField::searched))
                .filter(view -> view.type().fields().stream()
                        .noneMatch(field -> field.searched()
                                && ShownRows.of(view.type(), shown).isWithheld(field)))
                .flatMap(view -> found(view, wanted)
                        .map(json -> row(view, json.path("id").asString(), titleOf(view, json), frame)));
    }

    private Stream<JsonNode> found(RegisteredView view, String words) {
        QueryPage<?> page =
                state.query(state.queryManager().buildQuery(view.resource(), Map.of("text", words, "limit", ROWS)));
        return page.data().stream().map(Json.MAPPER::<JsonNode>valueToTree);
    }

    /** The texts that the search looks at. */
    private static String titleOf(RegisteredView view, JsonNode row) {
        return String.join(
                ", ",
                view.type().fields().stream()
                        .filter(ViewField::searched)
                        .map(field -> row.path(field.name()).asString(""))
                        .filter(text -> !text.isEmpty())
                        .toList());
    }

    private static Destination row(RegisteredView view, String id, String title, Frame frame) {
        return new Destination(title, frame.titleOf(view.path()), "/console/views/" + view.path() + "/" + id);
    }
}
