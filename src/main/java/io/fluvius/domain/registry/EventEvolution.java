package io.fluvius.domain.registry;

import io.fluvius.domain.DomainDefinition;
import io.fluvius.domain.Upcaster;
import io.fluvius.domain.record.SealedFamily;
import io.fluvius.problem.StartupRefusedException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/** How the stored revisions of the events of a domain are read: by their chains of upcasters. Immutable. */
public final class EventEvolution {

    private static final TypeReference<Map<String, Object>> MEMBERS = new TypeReference<>() {};

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private final List<Class<? extends Record>> events;
    private final Map<Class<?>, Map<String, Upcaster>> upcasters = new HashMap<>();

    private EventEvolution(List<Class<? extends Record>> events) {
        this.events = events;
    }

    /**
     * Derives the evolution of the events of a domain.
     *
     * @throws IllegalArgumentException if an upcaster or a former name is of no event of the domain, or an upcaster leads nowhere
     */
    public static EventEvolution of(DomainDefinition domain) {
        List<Class<? extends Record>> events = SealedFamily.members(domain.events());
        EventEvolution evolution = new EventEvolution(events);
        domain.formerNames().forEach((name, event) -> requireEvent(event, events, "The former name " + name));
        for (Upcaster upcaster : domain.upcasters()) {
            requireEvent(upcaster.event(), events, "An upcaster");
            Upcaster other = evolution
                    .upcasters
                    .computeIfAbsent(upcaster.event(), event -> new HashMap<>())
                    .put(upcaster.from(), upcaster);
            if (other != null) {
                throw new IllegalArgumentException("Two upcasters read revision " + upcaster.from() + " of "
                        + upcaster.event().getName());
            }
        }
        domain.upcasters().forEach(evolution::requireEnd);
        return evolution;
    }

    private static void requireEvent(Class<?> event, List<Class<? extends Record>> events, String what) {
        if (!events.contains(event)) {
            throw new IllegalArgumentException(
                    what + " is of " + event.getName() + ", which is not an event of the domain");
        }
    }

    private void requireEnd(Upcaster upcaster) {
        Class<?> event = upcaster.event();
        String present = revisionOf(event);
        if (upcaster.from().equals(present)) {
            throw new IllegalArgumentException(
                    "An upcaster reads revision " + present + " of " + event.getName() + ", which is the present one");
        }
        Set<String> seen = new HashSet<>();
        String revision = upcaster.from();
        while (!revision.equals(present)) {
            Upcaster next = upcasters.getOrDefault(event, Map.of()).get(revision);
            if (next == null || !seen.add(revision)) {
                throw new IllegalArgumentException("The upcasters of " + event.getName() + " do not lead from revision "
                        + upcaster.from() + " to the present one, " + present);
            }
            revision = next.to();
        }
    }

    /**
     * Checks that every earlier revision can be read, as far as it is known: before revision 3, there were 1 and 2.
     *
     * @throws StartupRefusedException naming the first that cannot
     */
    public void requireWhole() {
        for (Class<?> event : events) {
            for (String missing : missing(event)) {
                throw new StartupRefusedException(
                        event.getName() + " has revision " + revisionOf(event)
                                + ", but its domain has no upcaster from revision " + missing + ".",
                        "Add it to the definition of the domain: events of this revision may be stored.");
            }
        }
    }

    private List<String> missing(Class<?> event) {
        String revision = revisionOf(event);
        if (revision == null || !revision.matches("[0-9]{1,4}")) {
            return List.of();
        }
        return IntStream.range(1, Integer.parseInt(revision))
                .mapToObj(Integer::toString)
                .filter(earlier -> !upcasters.getOrDefault(event, Map.of()).containsKey(earlier))
                .toList();
    }

    /** The revision in which an event is stored now; null if its record has none. */
    public @Nullable String revisionOf(Class<?> event) {
        Revision revision = event.getAnnotation(Revision.class);
        return revision == null ? null : revision.value();
    }

    /** Whether an event that is stored in a revision is read without an upcaster. */
    public boolean isCurrent(Class<?> event, String revision) {
        String present = revisionOf(event);
        return present == null || present.equals(revision);
    }

    /** The revisions of an event that are read, the present one included. */
    public List<String> readable(Class<?> event) {
        List<String> revisions =
                new ArrayList<>(upcasters.getOrDefault(event, Map.of()).keySet());
        String present = revisionOf(event);
        if (present != null) {
            revisions.add(present);
        }
        return revisions;
    }

    /**
     * Reads an event that is stored in any revision.
     *
     * @param payload the stored JSON
     * @param mapper reads the present revision
     * @throws UnreadableException if the domain has no upcaster from the revision, or one fails
     */
    public Object read(Class<?> event, String revision, String payload, ObjectMapper mapper) {
        try {
            Map<String, Object> members = JSON.readValue(payload, MEMBERS);
            String reached = revision;
            while (!isCurrent(event, reached)) {
                Upcaster upcaster = upcasters.getOrDefault(event, Map.of()).get(reached);
                if (upcaster == null) {
                    throw new UnreadableException(
                            "an event is stored in revision " + revision + ", which " + event.getSimpleName()
                                    + " in revision " + revisionOf(event)
                                    + " cannot read: its domain has no upcaster from "
                                    + reached,
                            null);
                }
                members = upcast(upcaster, members);
                reached = upcaster.to();
            }
            return mapper.convertValue(members, event);
        } catch (JacksonException malformed) {
            throw new UnreadableException(
                    "an event of revision " + revision + " does not become a valid " + event.getSimpleName(),
                    malformed);
        }
    }

    private static Map<String, Object> upcast(Upcaster upcaster, Map<String, Object> members) {
        try {
            return upcaster.change().apply(members);
        } catch (RuntimeException failure) {
            throw new UnreadableException(
                    "the upcaster from revision " + upcaster.from() + " failed with "
                            + failure.getClass().getSimpleName(),
                    failure);
        }
    }

    /** A stored event cannot be read. Contains nothing of its payload, which the message of a cause could quote. */
    @SuppressWarnings("serial")
    public static final class UnreadableException extends RuntimeException {
        UnreadableException(String message, @Nullable Throwable failure) {
            super(message);
            if (failure != null) {
                setStackTrace(failure.getStackTrace());
            }
        }
    }
}
