package io.fluvius.eventstore.event;

import io.fluvius.domain.ErasesPersonalData;
import io.fluvius.domain.registry.RegisteredDomain;
import io.fluvius.domain.text.Identifiers;
import io.fluvius.eventstore.event.PersonalRules.OfEvent;
import io.fluvius.personal.DataKey;
import io.fluvius.personal.PersonalKeys;
import io.fluvius.personal.PersonalProblems;
import io.fluvius.personal.PersonalText;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.axonframework.eventhandling.EventMessage;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Encrypts the personal data in events before they are stored, and decrypts it when they are read. What the metadata says about
 * it, claimed values and the fingerprint of the command, is encrypted too. In a store that is not encrypted, events stay as they
 * are. Safe for use by many threads.
 */
public final class PersonalEvents {

    static final String FINGERPRINT = "fingerprint";
    private static final Set<String> CLAIMS = Set.of("claimedValues", "releasedValues");

    private final PersonalRules rules;
    private final PersonalKeys keys;

    public PersonalEvents(Collection<RegisteredDomain> domains, PersonalKeys keys) {
        this.rules = new PersonalRules(domains);
        this.keys = keys;
    }

    /** Leaves all events as they are. */
    public static PersonalEvents none() {
        return new PersonalEvents(List.of(), PersonalKeys.none());
    }

    /** The keys of one append. */
    public NewKeys newKeys() {
        return new NewKeys(keys);
    }

    /** The keys of events that are stored elsewhere: a new one is stored at once, before the event. */
    public KeySource storedKeys() {
        return (person, isFirst) -> {
            DataKey known = keys.find(person);
            return known == null ? keys.storeNow(person) : known;
        };
    }

    /** Whether an event erases the personal data of its aggregate. */
    public boolean erases(StoredEvent event) {
        return rules.erases(event.payloadType());
    }

    /**
     * Verifies that an event can erase what it is to erase.
     *
     * @throws io.fluvius.problem.ProblemException with {@code wrong-state} if the store is not encrypted
     */
    void requireErasable(Class<?> event) {
        if (event.isAnnotationPresent(ErasesPersonalData.class) && !keys.isEncrypting()) {
            throw PersonalProblems.plainException();
        }
    }

    /** The persons whose personal data these events erase. */
    public Set<UUID> erasedBy(List<StoredEvent> events) {
        return events.stream().filter(this::erases).map(PersonalEvents::person).collect(Collectors.toSet());
    }

    /** Destroys the key of the person whom an imported event erases, in the transaction of the import. */
    public void eraseImported(StoredEvent event, DSLContext transaction) {
        keys.erase(person(event), transaction);
    }

    /** Destroys the keys of the persons whom events erase that are stored elsewhere, before they are stored. */
    public void eraseNow(StoredEvent event) {
        if (erases(event)) {
            keys.eraseNow(person(event));
        }
    }

    /** The keys of persons are destroyed. */
    public void erased(Set<UUID> persons) {
        keys.erased(persons);
    }

    private static UUID person(StoredEvent event) {
        return Identifiers.parse(event.aggregate())
                .orElseThrow(() -> new IllegalStateException("An event of the type " + event.payloadType()
                        + " concerns personal data, but belongs to no aggregate whose id is a UUID"));
    }

    /** Whether an event may contain something to encrypt. */
    boolean isPersonal(EventMessage<?> event) {
        return keys.isEncrypting() && rules.isPersonal(event.getPayloadType());
    }

    /**
     * Returns the event as it is stored.
     *
     * @throws io.fluvius.problem.ProblemException with {@code person-forgotten} if it contains personal data of a person who was
     *     forgotten
     */
    public StoredEvent encrypt(StoredEvent event, KeySource source) {
        OfEvent rule = keys.isEncrypting() ? rules.of(event.payloadType()) : null;
        return rule == null ? event : new Encryption(event, rule, source).run();
    }

    /** Encrypts one event; looks for the key only if something is to be encrypted. */
    private static final class Encryption {

        private final StoredEvent event;
        private final OfEvent rule;
        private final KeySource source;
        private @Nullable DataKey key;

        Encryption(StoredEvent event, OfEvent rule, KeySource source) {
            this.event = event;
            this.rule = rule;
            this.source = source;
        }

        StoredEvent run() {
            String payload = PersonalText.encrypt(
                    event.payload(), event.id(), path -> rule.isPersonal(path, event.revision()), path -> key());
            boolean isPersonal = key != null || CLAIMS.stream().anyMatch(event.metaData()::contains);
            if (!isPersonal) {
                return event;
            }
            String metaData = PersonalText.encrypt(
                    event.metaData(),
                    event.id(),
                    member -> CLAIMS.contains(member) || member.equals(FINGERPRINT),
                    path -> key());
            return event.with(payload, metaData);
        }

        private DataKey key() {
            if (key == null) {
                key = source.key(person(event), event.sequence() == 0);
                if (key.isForgotten()) {
                    throw PersonalProblems.forgottenException();
                }
            }
            return key;
        }
    }

    /**
     * Returns events as the application reads them: a forgotten value is replaced by one that satisfies its type. The metadata is
     * not decrypted.
     */
    public List<StoredEvent> decrypt(List<StoredEvent> events) {
        if (events.stream().noneMatch(event -> PersonalText.mayBeIn(event.payload()))) {
            return events;
        }
        Map<UUID, DataKey> found = keysOf(events.stream().map(StoredEvent::payload));
        return events.stream().map(event -> decrypt(event, found)).toList();
    }

    /** Like {@link #decrypt(List)} for one event. */
    public StoredEvent decrypt(StoredEvent event) {
        return decrypt(List.of(event)).getFirst();
    }

    private StoredEvent decrypt(StoredEvent event, Map<UUID, DataKey> found) {
        OfEvent rule = rules.of(event.payloadType());
        String payload = decrypt(
                event.payload(),
                event.id(),
                isPersonal(event, rule),
                found,
                path -> rule == null ? PersonalText.MASK : rule.members().mask(path));
        return event.with(payload, event.metaData());
    }

    /**
     * Returns events as people see them, and as an exported log contains them: in clear, with
     * {@link PersonalText#FORGOTTEN} in the place of a forgotten value.
     */
    public List<StoredEvent> shown(List<StoredEvent> events) {
        if (events.stream()
                .noneMatch(event -> PersonalText.mayBeIn(event.payload()) || PersonalText.mayBeIn(event.metaData()))) {
            return events;
        }
        Map<UUID, DataKey> found =
                keysOf(events.stream().flatMap(event -> Stream.of(event.payload(), event.metaData())));
        return events.stream().map(event -> shown(event, found)).toList();
    }

    /** Like {@link #shown(List)} for one event. */
    public StoredEvent shown(StoredEvent event) {
        return shown(List.of(event)).getFirst();
    }

    private StoredEvent shown(StoredEvent event, Map<UUID, DataKey> found) {
        OfEvent rule = rules.of(event.payloadType());
        return event.with(
                decrypt(event.payload(), event.id(), isPersonal(event, rule), found, path -> PersonalText.FORGOTTEN),
                decrypt(event.metaData(), event.id(), path -> true, found, path -> PersonalText.FORGOTTEN));
    }

    /** Returns the metadata of an event as people see it. */
    public String shownMetaData(String eventId, String metaData) {
        if (!PersonalText.mayBeIn(metaData)) {
            return metaData;
        }
        Map<UUID, DataKey> found = keysOf(Stream.of(metaData));
        return decrypt(metaData, eventId, path -> true, found, path -> PersonalText.FORGOTTEN);
    }

    private static Predicate<String> isPersonal(StoredEvent event, @Nullable OfEvent rule) {
        return path -> rule != null && rule.isPersonal(path, event.revision());
    }

    private static String decrypt(
            String json,
            String eventId,
            Predicate<String> isPersonal,
            Map<UUID, DataKey> found,
            UnaryOperator<String> masked) {
        return PersonalText.mayBeIn(json)
                ? PersonalText.decrypt(
                        json,
                        eventId,
                        person -> found.getOrDefault(person, DataKey.ofForgotten(person)),
                        isPersonal,
                        masked)
                : json;
    }

    private Map<UUID, DataKey> keysOf(Stream<String> texts) {
        Set<UUID> persons = new HashSet<>();
        texts.forEach(text -> persons.addAll(PersonalText.persons(text)));
        return persons.isEmpty() ? Map.of() : keys.find(persons);
    }
}
