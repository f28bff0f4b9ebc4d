package io.fluvius.eventstore.event;

import io.fluvius.domain.ErasesPersonalData;
import io.fluvius.domain.registry.EventEvolution;
import io.fluvius.domain.registry.RegisteredDomain;
import io.fluvius.personal.PersonalMembers;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which members of stored events are personal data: those that {@link PersonalMembers} derives from the record of the event, and,
 * in an earlier revision, also those that the record no longer has. Knows only the events of domains that have personal data.
 * Immutable.
 */
final class PersonalRules {

    private final Map<String, OfEvent> events = new HashMap<>();
    private final Set<Class<?>> types = new HashSet<>();

    PersonalRules(Collection<RegisteredDomain> domains) {
        domains.stream()
                .filter(domain -> PersonalMembers.areIn(domain.events()))
                .forEach(this::add);
    }

    /** The rules of an event of a domain that has personal data. */
    record OfEvent(PersonalMembers members, Class<?> type, EventEvolution evolution) {

        boolean isPersonal(String path, @Nullable String revision) {
            return members.paths().contains(path)
                    || path.indexOf('/') < 0
                            && !members.has(path)
                            && revision != null
                            && !evolution.isCurrent(type, revision);
        }
    }

    private void add(RegisteredDomain domain) {
        for (Class<?> event : domain.events()) {
            OfEvent rules = new OfEvent(PersonalMembers.of(event), event, domain.evolution());
            types.add(event);
            events.put(EventNames.nameOf(domain, event), rules);
            domain.definition().formerNames().forEach((former, type) -> {
                if (type == event) {
                    events.put(former, rules);
                }
            });
        }
    }

    /** Whether an event erases the personal data of its aggregate. */
    boolean erases(String payloadType) {
        OfEvent rule = of(payloadType);
        return rule != null && rule.type().isAnnotationPresent(ErasesPersonalData.class);
    }

    /** Whether the domain of an event has personal data. */
    boolean isPersonal(Class<?> event) {
        return types.contains(event);
    }

    /** The rules for the events that are stored under a name; null if their domain has no personal data. */
    @Nullable OfEvent of(String payloadType) {
        return events.get(payloadType);
    }
}
