package io.fluvius.eventstore.append;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fluvius.environment.DefinedDomains;
import io.fluvius.eventstore.event.EventNames;
import io.fluvius.eventstore.event.EventSerializer;
import io.fluvius.eventstore.event.PersonalEvents;
import io.fluvius.eventstore.event.PersonalMessages;
import io.fluvius.eventstore.log.DatabaseLog;
import io.fluvius.eventstore.log.ImportGate;
import io.fluvius.eventstore.receipt.ProblemCodec;
import io.fluvius.eventstore.schema.EventStoreTables;
import io.fluvius.personal.PersonalKeyTables;
import io.fluvius.personal.PersonalKeys;
import io.fluvius.personal.TestKeys;
import io.fluvius.problem.ProblemCode;
import io.fluvius.problem.ProblemException;
import io.fluvius.problem.StartupRefusedException;
import io.fluvius.user.PersonName;
import io.fluvius.user.UserEvent.PersonalDataForgotten;
import io.fluvius.user.UserEvent.UserLocked;
import io.fluvius.user.UserEvent.UserRenamed;
import io.fluvius.user.UserId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.EventUtils;
import org.axonframework.eventhandling.GenericDomainEventEntry;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedDomainEventData;
import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.axonframework.tracing.NoOpSpanFactory;
import org.jooq.DSLContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * A value is encrypted only under a key that is stored before its event or with it, and a person has one key, whatever several
 * nodes do at the same time.
 */
abstract class PersonalKeysContract {

    private final UserId user = UserId.of(UUID.randomUUID().toString());

    @Autowired
    private DataSource connections;

    @Autowired
    private DSLContext dsl;

    private Node node;
    private Node otherNode;

    /** A process with its own cache of keys. */
    private final class Node {

        private final PersonalKeys keys = TestKeys.of(dsl);
        private final PersonalEvents personal =
                new PersonalEvents(DefinedDomains.find().all(), keys);
        private final AppendLog log;

        Node() {
            GroupTransaction transaction = new GroupTransaction(
                    connections,
                    dsl.dialect().family(),
                    GroupInsert.of(dsl.dialect().family(), new ProblemCodec()),
                    Duration.ofSeconds(30));
            log = new AppendLog(
                    new GroupCommit<>(transaction, new GroupCommit.Limits(100, 1_000, Duration.ofSeconds(30)), null),
                    new EventSerializer(new EventNames(DefinedDomains.find())),
                    personal,
                    NoOpSpanFactory.INSTANCE,
                    new ImportGate(),
                    () -> {});
        }

        void rename(long sequence, String name) {
            append(sequence, new UserRenamed(user, new PersonName(name)));
        }

        void append(long sequence, Object event) {
            UnitOfWorkAppend.with(
                    log,
                    append -> append.addEvents(List.of(
                            new GenericDomainEventMessage<>("user", user.value().toString(), sequence, event))));
        }

        List<String> read() {
            return personal
                    .decrypt(dsl.select(DatabaseLog.COLUMNS)
                            .from(EventStoreTables.EVENTS)
                            .where(EventStoreTables.AGGREGATE.eq(user.value().toString()))
                            .orderBy(EventStoreTables.SEQUENCE)
                            .fetch(row -> DatabaseLog.event(row).event()))
                    .stream()
                    .map(event -> event.payload().replaceAll(".*\"name\":\"([^\"]*)\".*", "$1"))
                    .toList();
        }
    }

    @BeforeEach
    void start() {
        node = new Node();
        otherNode = new Node();
    }

    @Test
    void the_key_is_stored_with_the_first_event_and_read_by_other_nodes() {
        node.rename(0, "Ann");
        node.rename(1, "Bea");

        assertThat(otherNode.read()).containsExactly("Ann", "Bea");
        assertThat(keys()).isOne();
    }

    @Test
    void an_event_without_personal_data_needs_no_key() {
        node.append(0, new UserLocked(user, null));

        assertThat(keys()).isZero();
        node.rename(1, "Ann");
        assertThat(keys()).isOne();
        assertThat(otherNode.read()).contains("Ann");
    }

    @Test
    void the_key_of_an_append_that_fails_is_never_used() {
        otherNode.rename(0, "Ann");

        assertThatExceptionOfType(AggregateStreamCreationException.class).isThrownBy(() -> node.rename(0, "Zoe"));
        node.rename(1, "Bea");

        assertThat(new Node().read()).containsExactly("Ann", "Bea");
    }

    @Test
    void first_events_of_a_person_on_two_nodes_make_one_key() throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            CyclicBarrier together = new CyclicBarrier(2);
            List<Future<Boolean>> first = Stream.of(node, otherNode)
                    .map(it -> threads.submit(isWritten(together, () -> it.rename(0, "Ann"))))
                    .toList();
            assertThat(List.of(first.getFirst().get(), first.getLast().get())).containsOnlyOnce(true);
            List<Future<Boolean>> second = Stream.of(node, otherNode)
                    .map(it -> threads.submit(isWritten(together, () -> it.rename(1, "Bea"))))
                    .toList();
            assertThat(List.of(second.getFirst().get(), second.getLast().get())).containsOnlyOnce(true);
        }

        assertThat(new Node().read()).containsExactly("Ann", "Bea");
        assertThat(keys()).isOne();
    }

    private static Callable<Boolean> isWritten(CyclicBarrier together, Runnable append) {
        return () -> {
            together.await();
            try {
                append.run();
                return true;
            } catch (ConcurrencyException | AggregateStreamCreationException lostRace) {
                return false;
            }
        };
    }

    @Test
    void a_person_with_a_key_but_without_events_is_found_at_the_second_attempt() {
        otherNode.keys.storeNow(user.value());

        assertThatThrownBy(() -> node.rename(0, "Ann"))
                .isInstanceOf(ConcurrencyException.class)
                .isNotInstanceOf(AggregateStreamCreationException.class);
        node.rename(0, "Ann");

        assertThat(new Node().read()).containsExactly("Ann");
    }

    @Test
    void two_nodes_that_store_a_key_at_once_use_the_same() {
        assertThat(node.keys.storeNow(user.value())).isEqualTo(otherNode.keys.storeNow(user.value()));
    }

    @Test
    void nothing_is_written_about_a_person_who_was_forgotten() {
        node.append(0, new UserLocked(user, null));
        dsl.insertInto(PersonalKeyTables.KEYS, PersonalKeyTables.PERSON)
                .values(user.value())
                .execute();

        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> node.rename(1, "Ann"))
                .satisfies(refusal -> assertThat(refusal.problem().code()).isEqualTo(ProblemCode.PERSON_FORGOTTEN));
        node.append(1, new UserLocked(user, null));
        assertThat(keys()).isOne();
    }

    @Test
    void a_first_event_about_a_person_who_was_forgotten_is_refused() {
        dsl.insertInto(PersonalKeyTables.KEYS, PersonalKeyTables.PERSON)
                .values(user.value())
                .execute();

        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> node.rename(0, "Ann"))
                .satisfies(refusal -> assertThat(refusal.problem().code()).isEqualTo(ProblemCode.PERSON_FORGOTTEN));
    }

    @Test
    void a_key_in_memory_is_dropped_on_demand_also_one_that_is_being_read() {
        node.rename(0, "Ann");
        assertThat(otherNode.read()).containsExactly("Ann");
        dsl.update(PersonalKeyTables.KEYS)
                .setNull(PersonalKeyTables.DATA_KEY)
                .where(PersonalKeyTables.PERSON.eq(user.value()))
                .execute();

        otherNode.keys.forgetCached();

        assertThat(otherNode.read()).containsExactly("forgotten");
    }

    @Test
    void an_event_that_axon_serializes_itself_is_encrypted_under_a_stored_key() {
        EventSerializer serializer = new EventSerializer(new EventNames(DefinedDomains.find()));
        PersonalMessages messages = new PersonalMessages(node.personal, serializer);
        UserRenamed renamed = new UserRenamed(user, new PersonName("Ann"));
        DomainEventMessage<?> event = new GenericDomainEventMessage<>(
                "user",
                user.value().toString(),
                0,
                renamed,
                Map.of("claimedValues", List.of(Map.of("scope", "user.email", "value", "ann@example.com"))));

        EventMessage<?> encrypted = messages.encrypt(event);

        assertThat(keys()).as("stored before the event is sent").isOne();
        assertThat(encrypted).isInstanceOf(GenericDomainEventMessage.class).isNotSameAs(event);
        assertThat(encrypted.getPayload()).isEqualTo(renamed);
        assertThat(encrypted.getIdentifier()).isEqualTo(event.getIdentifier());
        String payload = encrypted.serializePayload(serializer, String.class).getData();
        byte[] metaData = encrypted.serializeMetaData(serializer, byte[].class).getData();
        assertThat(payload + new String(metaData, StandardCharsets.UTF_8))
                .contains("{\"$p\":\"" + user.value())
                .doesNotContain("Ann", "ann@example.com");
        GenericDomainEventEntry<byte[]> stored = new GenericDomainEventEntry<>(
                "user",
                user.value().toString(),
                0,
                event.getIdentifier(),
                event.getTimestamp(),
                "user.user-renamed",
                "1",
                payload.getBytes(StandardCharsets.UTF_8),
                metaData);
        PersonalMessages others = new PersonalMessages(otherNode.personal, serializer);
        EventMessage<?> read = EventUtils.upcastAndDeserializeTrackedEvents(
                        Stream.of(new TrackedDomainEventData<>(new GlobalSequenceTrackingToken(0), stored)),
                        serializer,
                        others.decryption())
                .findFirst()
                .orElseThrow();
        assertThat(read.getPayload()).isEqualTo(renamed);
        assertThat(others.metaDataOf(read)).isEqualTo(event.getMetaData());

        messages.erase(
                new GenericDomainEventMessage<>("user", user.value().toString(), 1, new PersonalDataForgotten(user)));

        assertThat(node.keys.isForgotten(user.value())).isTrue();
        assertThat(messages.encryptAgain(event)).isSameAs(event);
        assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> messages.encrypt(event));
    }

    @Test
    void an_erasure_destroys_the_key_with_its_event_and_also_one_that_was_never_stored() {
        node.rename(0, "Ann");
        assertThat(otherNode.read()).containsExactly("Ann");

        node.append(1, new PersonalDataForgotten(user));

        assertThat(node.read().getFirst()).isEqualTo("forgotten");
        assertThat(keys()).as("a fence").isOne();
        assertThat(node.keys.isForgotten(user.value())).isTrue();
        assertThatThrownBy(() -> otherNode.rename(1, "Bea"))
                .as("a node with a cached key")
                .isInstanceOf(ConcurrencyException.class);
        assertThat(new Node().read().getFirst()).isEqualTo("forgotten");
    }

    @Test
    void an_erasure_that_fails_destroys_nothing() {
        node.rename(0, "Ann");
        node.rename(1, "Bea");

        assertThatThrownBy(() -> otherNode.append(1, new PersonalDataForgotten(user)))
                .isInstanceOf(ConcurrencyException.class);

        assertThat(new Node().read()).containsExactly("Ann", "Bea");
    }

    @Test
    void a_person_without_a_key_is_forgotten_too() {
        node.append(0, new UserLocked(user, null));

        node.append(1, new PersonalDataForgotten(user));

        assertThat(node.keys.isForgotten(user.value())).isTrue();
        assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> node.rename(2, "Ann"));
    }

    @Test
    void a_new_master_key_changes_no_data() {
        node.rename(0, "Ann");
        String before = payload();

        TestKeys.rotate(dsl, TestKeys.SECOND, TestKeys.FIRST);

        assertThat(payload()).isEqualTo(before);
        assertThat(dsl.select(PersonalKeyTables.MASTER_KEY)
                        .from(PersonalKeyTables.KEYS)
                        .where(PersonalKeyTables.PERSON.eq(user.value()))
                        .fetchSingle()
                        .value1())
                .isEqualTo("second");
        assertThat(TestKeys.of(dsl, TestKeys.SECOND).find(user.value())).isEqualTo(node.keys.find(user.value()));
        assertThatExceptionOfType(StartupRefusedException.class)
                .isThrownBy(() -> TestKeys.rotate(dsl, TestKeys.FIRST))
                .withMessageContaining("second");
        assertThatExceptionOfType(StartupRefusedException.class)
                .isThrownBy(() -> TestKeys.rotate(dsl, TestKeys.FIRST.replace("first", "second")))
                .withMessageContaining("not the one");
        TestKeys.rotate(dsl, TestKeys.FIRST, TestKeys.SECOND);
    }

    private String payload() {
        return dsl.select(EventStoreTables.PAYLOAD)
                .from(EventStoreTables.EVENTS)
                .where(EventStoreTables.AGGREGATE.eq(user.value().toString()))
                .fetchSingle()
                .value1();
    }

    private int keys() {
        return dsl.fetchCount(PersonalKeyTables.KEYS, PersonalKeyTables.PERSON.eq(user.value()));
    }
}
