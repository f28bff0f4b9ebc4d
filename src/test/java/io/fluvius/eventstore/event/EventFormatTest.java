package io.fluvius.eventstore.event;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import io.fluvius.domain.record.Names;
import io.fluvius.domain.record.SealedFamily;
import io.fluvius.domain.registry.DomainRegistry;
import io.fluvius.domain.registry.RegisteredDomain;
import io.fluvius.environment.DefinedDomains;
import io.fluvius.group.GroupDescription;
import io.fluvius.group.GroupEvent.GroupCreated;
import io.fluvius.group.GroupEvent.GroupDeleted;
import io.fluvius.group.GroupEvent.GroupDescribed;
import io.fluvius.group.GroupEvent.GroupRenamed;
import io.fluvius.group.GroupEvent.MembersAdded;
import io.fluvius.group.GroupEvent.MembersRemoved;
import io.fluvius.group.GroupId;
import io.fluvius.group.GroupName;
import io.fluvius.user.ActionName;
import io.fluvius.user.EmailAddress;
import io.fluvius.user.PersonName;
import io.fluvius.user.Reason;
import io.fluvius.user.UserEvent.PersonalDataForgotten;
import io.fluvius.user.UserEvent.TotpEnabled;
import io.fluvius.user.UserEvent.TotpRemoved;
import io.fluvius.user.UserEvent.UserActionCompleted;
import io.fluvius.user.UserEvent.UserActionsRequired;
import io.fluvius.user.UserEvent.UserActivated;
import io.fluvius.user.UserEvent.UserCreated;
import io.fluvius.user.UserEvent.UserDeactivated;
import io.fluvius.user.UserEvent.UserDeleted;
import io.fluvius.user.UserEvent.UserEmailChanged;
import io.fluvius.user.UserEvent.UserLocked;
import io.fluvius.user.UserEvent.UserReconciled;
import io.fluvius.user.UserEvent.UserRenamed;
import io.fluvius.user.UserEvent.UserUnlocked;
import io.fluvius.user.UserId;
import io.fluvius.user.UserStatus;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.axonframework.serialization.Revision;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.SimpleSerializedObject;
import org.axonframework.serialization.UnknownSerializedType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The stored form of events must not change. The application has written each file
 * {@code events/<logical name>.<revision>[.<variant>].json} once and must be able to read it forever: samples are added,
 * never changed.
 */
class EventFormatTest {

    private static final UserId ANN = UserId.of("01900000-0000-7000-8000-00000000000a");
    private static final UserId BOB = UserId.of("01900000-0000-7000-8000-00000000000b");
    private static final GroupId SALES = GroupId.of("01900000-0000-7000-8000-00000000000c");
    private static final Reason REASON = new Reason("Left the company");
    private static final ActionName VERIFY = new ActionName("VERIFY_EMAIL");

    /** The event of each sample. */
    private static final Map<String, Record> EVENTS = Map.ofEntries(
            entry(
                    "user.user-created.1",
                    new UserCreated(ANN, new PersonName("Åsa Lee 😀"), new EmailAddress("asa@example.com"))),
            entry("user.user-renamed.1", new UserRenamed(ANN, new PersonName("Ann Doe"))),
            entry("user.user-email-changed.1", new UserEmailChanged(ANN, new EmailAddress("doe@example.com"))),
            entry("user.user-activated.1", new UserActivated(ANN)),
            entry("user.user-deactivated.1", new UserDeactivated(ANN, REASON)),
            entry("user.user-deactivated.1.without-reason", new UserDeactivated(ANN, null)),
            entry("user.user-locked.1", new UserLocked(ANN, REASON)),
            entry("user.user-locked.1.without-reason", new UserLocked(ANN, null)),
            entry("user.user-unlocked.1", new UserUnlocked(ANN, UserStatus.DEACTIVATED)),
            entry(
                    "user.user-actions-required.1",
                    new UserActionsRequired(ANN, new LinkedHashSet<>(List.of(VERIFY, new ActionName("sign_terms"))))),
            entry(
                    "user.user-actions-required.1.until",
                    new UserActionsRequired(
                            ANN, new LinkedHashSet<>(List.of(VERIFY)), Instant.parse("2026-12-01T09:30:00.250Z"))),
            entry("user.user-action-completed.1", new UserActionCompleted(ANN, VERIFY)),
            entry("user.totp-enabled.1", new TotpEnabled(ANN)),
            entry("user.totp-removed.1", new TotpRemoved(ANN)),
            entry("user.user-reconciled.1", new UserReconciled(ANN)),
            entry("user.user-deleted.1", new UserDeleted(ANN, REASON)),
            entry("user.user-deleted.1.without-reason", new UserDeleted(ANN, null)),
            entry("user.personal-data-forgotten.1", new PersonalDataForgotten(ANN)),
            entry(
                    "group.group-created.1",
                    new GroupCreated(SALES, new GroupName("Försäljning 😀"), new GroupDescription("All of sales"))),
            entry(
                    "group.group-created.1.without-description",
                    new GroupCreated(SALES, new GroupName("Försäljning 😀"), null)),
            entry("group.group-renamed.1", new GroupRenamed(SALES, new GroupName("Marketing"))),
            entry("group.group-described.1", new GroupDescribed(SALES, new GroupDescription("North\nand south"))),
            entry("group.group-described.1.empty", new GroupDescribed(SALES, new GroupDescription(""))),
            entry("group.members-added.1", new MembersAdded(SALES, new LinkedHashSet<>(List.of(BOB, ANN)))),
            entry("group.members-removed.1", new MembersRemoved(SALES, new LinkedHashSet<>(List.of(ANN)))),
            entry("group.group-deleted.1", new GroupDeleted(SALES)));

    private static final DomainRegistry DOMAINS = DefinedDomains.find();
    private static final List<Sample> SAMPLES = Sample.all();
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final EventSerializer serializer = new EventSerializer(new EventNames(DOMAINS));

    @ParameterizedTest
    @MethodSource("samples")
    void a_sample_is_read_as_its_event(Sample sample) {
        assertThat(read(sample)).isEqualTo(EVENTS.get(sample.title()));
    }

    @ParameterizedTest
    @MethodSource("samplesOfCurrentRevisions")
    void an_event_is_written_as_its_sample(Sample sample) {
        SerializedObject<String> written = serializer.serialize(EVENTS.get(sample.title()), String.class);

        assertThat(tree(written.getData())).isEqualTo(tree(sample.json()));
        assertThat(written.getType().getName()).isEqualTo(sample.name());
        assertThat(written.getType().getRevision()).isEqualTo(sample.revision());
    }

    @ParameterizedTest
    @MethodSource("samplesOfCurrentRevisions")
    void an_event_that_was_read_is_written_as_its_sample(Sample sample) {
        assertThat(tree(serializer.serialize(read(sample), String.class).getData()))
                .isEqualTo(tree(sample.json()));
    }

    @Test
    void every_sample_has_an_event_and_every_event_a_sample() {
        assertThat(samples().map(Sample::title)).containsExactlyInAnyOrderElementsOf(EVENTS.keySet());
    }

    @ParameterizedTest
    @MethodSource("events")
    void an_event_has_a_sample_of_its_revision(Event event) {
        assertThat(samplesOf(event)).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("events")
    void an_event_has_samples_with_and_without_each_optional_member(Event event) {
        List<JsonNode> samples =
                samplesOf(event).map(Sample::json).map(EventFormatTest::tree).toList();

        assertThat(event.optionalMembers())
                .allSatisfy(member -> assertThat(samples)
                        .anyMatch(sample -> sample.has(member))
                        .anyMatch(sample -> !sample.has(member)));
    }

    @ParameterizedTest
    @MethodSource("events")
    void an_event_has_a_revision(Event event) {
        assertThat(event.type()).hasAnnotation(Revision.class);
        assertThat(serializer.typeForClass(event.type()).getRevision()).isEqualTo(event.revision());
    }

    @ParameterizedTest
    @MethodSource("events")
    void an_event_is_stored_under_its_logical_name(Event event) {
        assertThat(serializer.typeForClass(event.type()).getName())
                .isEqualTo(event.name())
                .matches("[a-z]+\\.[a-z0-9]+(-[a-z0-9]+)*");
    }

    @Test
    void an_event_of_no_domain_is_read_as_unknown() {
        Object read =
                serializer.deserialize(new SimpleSerializedObject<>("{}", String.class, "user.user-forgotten", "1"));

        assertThat(read).isInstanceOf(UnknownSerializedType.class);
    }

    @Test
    void the_events_of_all_domains_are_tested_here() {
        assertThat(events().map(Event::name)).contains("user.user-created", "group.group-created");
    }

    private Object read(Sample sample) {
        return serializer.deserialize(
                new SimpleSerializedObject<>(sample.json(), String.class, sample.name(), sample.revision()));
    }

    private static JsonNode tree(String json) {
        return JSON.readTree(json);
    }

    private static Stream<Event> events() {
        return DOMAINS.all().stream()
                .map(RegisteredDomain::definition)
                .flatMap(domain -> SealedFamily.members(domain.events()).stream()
                        .map(type -> new Event(domain.name() + "." + Names.kebab(type), type)));
    }

    private static Stream<Sample> samples() {
        return SAMPLES.stream();
    }

    /** The samples of the revisions that the application writes. */
    private static Stream<Sample> samplesOfCurrentRevisions() {
        return events().flatMap(EventFormatTest::samplesOf);
    }

    private static Stream<Sample> samplesOf(Event event) {
        return samples()
                .filter(sample ->
                        sample.name().equals(event.name()) && sample.revision().equals(event.revision()));
    }

    private record Event(String name, Class<? extends Record> type) {

        String revision() {
            Revision revision = type.getAnnotation(Revision.class);
            return revision == null ? "none" : revision.value();
        }

        List<String> optionalMembers() {
            return Arrays.stream(type.getRecordComponents())
                    .filter(component -> component.getAnnotatedType().isAnnotationPresent(Nullable.class))
                    .map(RecordComponent::getName)
                    .toList();
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private record Sample(String title, String name, String revision, String json) {

        static List<Sample> all() {
            try (Stream<Path> files = Files.list(Path.of(
                    Objects.requireNonNull(Sample.class.getResource("/events")).toURI()))) {
                return files.map(Sample::of).toList();
            } catch (IOException | URISyntaxException failure) {
                throw new IllegalStateException("Cannot list the samples", failure);
            }
        }

        static Sample of(Path file) {
            String title = file.getFileName().toString().replaceFirst("\\.json$", "");
            String[] parts = title.split("\\.");
            try {
                return new Sample(title, parts[0] + "." + parts[1], parts[2], Files.readString(file));
            } catch (IOException failure) {
                throw new IllegalStateException("Cannot read " + file, failure);
            }
        }

        @Override
        public String toString() {
            return title;
        }
    }
}
