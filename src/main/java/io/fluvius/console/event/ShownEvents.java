package io.fluvius.console.event;

import io.fluvius.access.AccessPolicy;
import io.fluvius.console.page.AggregatePages;
import io.fluvius.domain.registry.DomainRegistry;
import io.fluvius.eventstore.event.EventNames;
import io.fluvius.eventstore.event.StoredEvent;
import io.fluvius.eventstore.log.LoggedEvent;
import io.fluvius.http.request.Json;
import io.fluvius.http.request.ShownJson;
import org.springframework.stereotype.Service;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Events as the caller of the present thread may see them. Safe for use by many threads. */
@Service
class ShownEvents {

    private final DomainRegistry domains;
    private final EventNames names;
    private final AccessPolicy access;
    private final ShownJson shown;

    ShownEvents(DomainRegistry domains, EventNames names, AccessPolicy access, ShownJson shown) {
        this.domains = domains;
        this.names = names;
        this.access = access;
        this.shown = shown;
    }

    EventRow row(LoggedEvent logged) {
        StoredEvent event = logged.event();
        return EventRow.of(
                logged,
                payload(event),
                AggregatePages.path(domains, access, event.type(), event.aggregate())
                        .map(page -> page + "?version=" + event.sequence())
                        .orElse(null));
    }

    private String payload(StoredEvent event) {
        return shown.withholds()
                ? shown.event(
                                names.currentTypeOf(event.payloadType(), event.revision())
                                        .orElse(null),
                                json(event.payload()))
                        .toString()
                : event.payload();
    }

    /** The metadata of an event, which is JSON unless it is damaged. */
    String metaData(EventRow row) {
        return shown.withholds()
                ? shown.metaData(json(row.event().metaData())).toString()
                : row.event().metaData();
    }

    StoredForm form(EventRow row) {
        return shown.withholds()
                ? StoredForm.withheld(row.payload(), names.typeOf(row.event().payloadType()))
                : StoredForm.of(row.event(), names, domains);
    }

    private static JsonNode json(String text) {
        try {
            return Json.MAPPER.readTree(text);
        } catch (JacksonException other) {
            return Json.MAPPER.nullNode();
        }
    }
}
