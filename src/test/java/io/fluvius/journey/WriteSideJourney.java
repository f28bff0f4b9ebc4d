package io.fluvius.journey;

import static io.fluvius.query.Filter.where;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.fluvius.Domain;
import io.fluvius.Domains;
import io.fluvius.command.Command;
import io.fluvius.command.CommandResponse;
import io.fluvius.command.CommandResponse.Status;
import io.fluvius.domain.AggregateRef;
import io.fluvius.environment.EventsInDatabase;
import io.fluvius.problem.Problem;
import io.fluvius.problem.ProblemCode;
import io.fluvius.problem.ProblemException;
import io.fluvius.query.NotFoundException;
import io.fluvius.user.UserCommand.ActivateUser;
import io.fluvius.user.UserStatus;
import io.fluvius.user.UserView;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.Result;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Commands and their outcomes, through the real gateways, on a real database. */
abstract class WriteSideJourney {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Autowired
    private Domains domains;

    @Autowired
    private EventStore eventStore;

    @Autowired
    private DSLContext database;

    private final String email = "john-" + UUID.randomUUID() + "@example.com";
    private Domain users;

    @BeforeEach
    void findDomain() {
        users = domains.named("user");
    }

    @Test
    void a_store_that_is_not_encrypted_forgets_no_person() {
        Command creation = create("John Doe", email);
        done(creation);

        CommandResponse response = done(users.createCommand("forget-user", Map.of(), creation.aggregate()));

        assertThat(response.error()).isNotNull().extracting(Problem::code).isEqualTo(ProblemCode.WRONG_STATE);
        assertThat(done(users.createCommand("activate-user", Map.of(), creation.aggregate()))
                        .status())
                .isEqualTo(Status.SUCCESS);
    }

    @Test
    void a_created_user_can_be_read() {
        Command creation = create("  John Doe ", " " + email.toUpperCase());

        CommandResponse response = done(creation);

        assertThat(response.status()).isEqualTo(Status.SUCCESS);
        assertThat(response.commandId()).isEqualTo(creation.id());
        assertThat(response.command()).isEqualTo("create-user");
        assertThat(response.aggregate()).isEqualTo(creation.aggregate());
        assertThat(response.version()).isZero();
        assertThat(response.replayed()).isFalse();
        assertThat(response.error()).isNull();
        UserView user = readable(response);
        assertThat(user.name().value()).isEqualTo("John Doe");
        assertThat(user.email().value()).isEqualTo(email);
        assertThat(user.status()).isEqualTo(UserStatus.ACTIVE);
        assertThat(user.version()).isZero();
        assertThat(user.createdAt())
                .isEqualTo(events(creation.aggregate()).getFirst().getTimestamp());
    }

    @Test
    void the_caller_may_choose_the_identifier_of_a_user() {
        AggregateRef john = AggregateRef.of("user", UUID.randomUUID());

        CommandResponse response =
                done(users.createCommand("create-user", Map.of("name", "John", "email", email), john));

        assertThat(response.aggregate()).isEqualTo(john);
        assertThat(readable(response).id().value()).isEqualTo(john.id());
    }

    @Test
    void a_command_may_append_several_events() {
        AggregateRef john = john();

        CommandResponse response =
                done(command("update-user", Map.of("name", "Johnny", "email", "new-" + email), john));

        assertThat(response.version()).isEqualTo(2);
        assertThat(readable(response))
                .extracting(user -> user.name().value(), user -> user.email().value(), UserView::version)
                .containsExactly("Johnny", "new-" + email, 2L);
    }

    @Test
    @EventsInDatabase("reads the table of events")
    void the_position_of_a_response_is_that_of_the_last_event() {
        CommandResponse first = done(create("John", email));
        CommandResponse second = done(command("lock-user", Map.of(), first.aggregate()));

        assertThat(second.position().index()).isGreaterThan(first.position().index());
        assertThat(storedEvents(first.aggregate()).getValues("global_index", Long.class))
                .containsExactly(first.position().index(), second.position().index());
    }

    @Test
    void commands_without_effect_keep_the_version_and_append_nothing() {
        AggregateRef john = john();
        done(command("lock-user", Map.of(), john)).orThrow();

        for (Command quiet : List.of(
                command("lock-user", Map.of("reason", "again"), john),
                command("remove-totp", Map.of(), john),
                command("update-user", Map.of("name", " John ", "email", email.toUpperCase()), john))) {
            CommandResponse response = done(quiet);
            assertThat(response.status()).isEqualTo(Status.SUCCESS);
            assertThat(response.version()).isEqualTo(1);
        }
        assertThat(events(john)).hasSize(2);
    }

    @Test
    void the_domain_rejects_a_command_with_a_typed_reason() {
        AggregateRef locked = john();
        done(command("lock-user", Map.of(), locked)).orThrow();
        assertRejected(done(command("activate-user", Map.of(), locked)), "user-locked", locked);

        AggregateRef deactivated = done(create("Jane", "jane-" + email)).aggregate();
        done(command("deactivate-user", Map.of(), deactivated)).orThrow();
        assertRejected(
                done(command("execute-user-action", Map.of("actions", List.of("VERIFY_EMAIL")), deactivated)),
                "user-not-active",
                deactivated);

        CommandResponse refusal = done(command("complete-user-action", Map.of("action", "VERIFY_EMAIL"), deactivated));
        assertRejected(refusal, "action-not-required", deactivated);
        assertThat(refusal.error().members().get("action")).hasToString("VERIFY_EMAIL");
        assertThat(events(locked)).hasSize(2);
        assertThat(events(deactivated)).hasSize(2);
    }

    @Test
    void a_command_that_expects_another_version_is_rejected() {
        AggregateRef john = john();
        done(command("lock-user", Map.of(), john)).orThrow();

        CommandResponse late = done(command("unlock-user", Map.of(), john).onVersion(0));

        assertThat(late.status()).isEqualTo(Status.FAILURE);
        assertThat(late.version()).isNull();
        assertThat(late.position()).isNull();
        assertThat(late.error().code()).isEqualTo(ProblemCode.VERSION_MISMATCH);
        assertThat(late.error().members()).containsEntry("actual", 1L);
        assertThat(events(john)).hasSize(2);
        assertThat(done(command("unlock-user", Map.of(), john).onVersion(1)).version())
                .isEqualTo(2);
    }

    @Test
    void of_many_commands_that_expect_one_version_one_succeeds() {
        AggregateRef john = john();

        List<CommandResponse> responses = inParallel(
                16,
                number -> command("update-user", Map.of("name", "Name " + number), john)
                        .onVersion(0));

        assertThat(responses).filteredOn(CommandResponse::isSuccess).hasSize(1);
        assertThat(responses)
                .filteredOn(response -> !response.isSuccess())
                .allSatisfy(response -> assertThat(code(response)).isEqualTo(ProblemCode.VERSION_MISMATCH));
        assertThat(events(john)).hasSize(2);
    }

    @Test
    void an_existing_user_is_not_created_again() {
        AggregateRef john = john();

        assertThat(code(done(command("create-user", Map.of("name", "Jane", "email", "jane-" + email), john))))
                .isEqualTo(ProblemCode.ALREADY_EXISTS);
        assertThat(code(done(command("create-user", Map.of("name", "John", "email", email), john))))
                .isEqualTo(ProblemCode.ALREADY_EXISTS);
        assertThat(events(john)).hasSize(1);
        // the rejected command did not reserve its address
        assertThat(done(create("Jane", "jane-" + email)).isSuccess()).isTrue();
    }

    @Test
    void a_user_that_was_never_created_is_not_found() {
        AggregateRef nobody = AggregateRef.of("user", UUID.randomUUID());

        assertThat(users.commands())
                .filteredOn(type -> !type.isCreating())
                .hasSizeGreaterThan(10)
                .allSatisfy(type -> assertThat(code(done(command(type.key(), payload(type.key()), nobody))))
                        .isEqualTo(ProblemCode.NOT_FOUND));
        assertThat(events(nobody)).isEmpty();
    }

    @Test
    @EventsInDatabase("reads the table of events")
    void a_deleted_user_is_not_found_and_its_history_remains() {
        AggregateRef john = john();
        await().untilAsserted(() -> assertThat(users.state().find(UserView.class, where("email", email)))
                .hasSize(1));

        assertThat(done(command("delete-user", Map.of("reason", "left"), john)).version())
                .isEqualTo(1);

        assertThat(code(done(command("activate-user", Map.of(), john)))).isEqualTo(ProblemCode.NOT_FOUND);
        assertThat(code(done(command("delete-user", Map.of(), john)))).isEqualTo(ProblemCode.NOT_FOUND);
        assertThat(code(done(command("create-user", Map.of("name", "J", "email", email), john))))
                .isEqualTo(ProblemCode.ALREADY_EXISTS);
        await().untilAsserted(() -> assertThatExceptionOfType(NotFoundException.class)
                .isThrownBy(() -> users.state().fetch("user", john.id())));
        assertThat(storedEvents(john).getValues("payload_type", String.class))
                .containsExactly("user.user-created", "user.user-deleted");
    }

    @Test
    @EventsInDatabase("reads the table of events")
    void a_repeated_successful_command_appends_nothing() {
        AggregateRef john = john();
        Command deactivation = command("deactivate-user", Map.of("reason", "left"), john);
        CommandResponse first = done(deactivation);
        done(command("activate-user", Map.of(), john)).orThrow();

        CommandResponse again = done(deactivation);

        assertThat(first.replayed()).isFalse();
        assertThat(again).isEqualTo(first.asReplayed());
        assertThat(storedEvents(john).getValues("payload_type", String.class))
                .containsExactly("user.user-created", "user.user-deactivated", "user.user-activated");
    }

    /** Three thousand failed appends leave three thousand missing numbers. */
    @Test
    @EventsInDatabase("expects that events are the receipts")
    void a_command_that_is_repeated_very_often_makes_no_token_and_no_table_grow() {
        Command creation = create("John", email);
        CommandResponse first = done(creation);

        for (int time = 0; time < 3_000 / 100; time++) {
            assertThat(inParallel(100, number -> creation)).allMatch(CommandResponse::replayed);
        }

        CommandResponse last = done(command("reconcile-user", Map.of(), first.aggregate()));
        assertThat(readable(last).version()).isOne();
        assertThat(database.fetchValues("select token from token_entry where token is not null"))
                .isNotEmpty()
                .allSatisfy(token ->
                        assertThat(token.toString()).hasSizeLessThanOrEqualTo("{\"globalIndex\":12345678}".length()));
        assertThat(database.fetchCount(
                        DSL.table("command_receipt"),
                        DSL.field("command_id", UUID.class).eq(creation.id())))
                .isZero();
    }

    /** Its first event then has the same identifier, as an event without an aggregate has. */
    @Test
    void a_command_may_have_the_identifier_of_its_aggregate() {
        Command creation = create("John", email);

        CommandResponse created = done(creation.withId(creation.aggregate().id()));

        assertThat(readable(created).version()).isZero();
        assertThat(done(creation.withId(creation.aggregate().id()))).isEqualTo(created.asReplayed());
    }

    @Test
    void a_repeated_creating_command_appends_nothing() {
        Command creation = create("John", email);
        CommandResponse first = done(creation);

        assertThat(done(creation)).isEqualTo(first.asReplayed());
        assertThat(events(creation.aggregate())).hasSize(1);
    }

    @Test
    void a_repeated_command_without_effect_appends_nothing() {
        AggregateRef john = john();
        Command quiet = command("activate-user", Map.of(), john);
        CommandResponse first = done(quiet);
        done(command("deactivate-user", Map.of(), john)).orThrow();

        assertThat(done(quiet)).isEqualTo(first.asReplayed());
        assertThat(events(john)).hasSize(2);
    }

    @Test
    void a_repeated_command_is_rejected_again_even_if_it_could_succeed_now() {
        AggregateRef john = john();
        done(command("lock-user", Map.of(), john)).orThrow();
        Command activation = command("activate-user", Map.of(), john);
        assertRejected(done(activation), "user-locked", john);
        done(command("unlock-user", Map.of(), john)).orThrow();
        done(command("deactivate-user", Map.of(), john)).orThrow();

        CommandResponse again = done(activation);

        assertThat(again.replayed()).isTrue();
        assertRejected(again, "user-locked", john);
        assertThat(events(john)).hasSize(4);
    }

    @Test
    void a_repeated_command_returns_every_kind_of_rejection_again() {
        AggregateRef john = john();
        Command taken = create("Jane", email);
        Command exists = command("create-user", Map.of("name", "J", "email", "j-" + email), john);
        Command missing = command("lock-user", Map.of(), AggregateRef.of("user", UUID.randomUUID()));

        for (Command refused : List.of(taken, exists, missing)) {
            CommandResponse first = done(refused);
            assertThat(first.replayed()).isFalse();
            assertThat(first.status()).isEqualTo(Status.FAILURE);
            assertThat(done(refused)).isEqualTo(first.asReplayed());
        }
    }

    @Test
    void a_command_that_expected_another_version_is_decided_when_it_is_sent_again() {
        AggregateRef john = john();
        Command lock = command("lock-user", Map.of(), john).onVersion(1);
        assertThat(code(done(lock))).isEqualTo(ProblemCode.VERSION_MISMATCH);
        done(command("reconcile-user", Map.of(), john)).orThrow();

        CommandResponse first = done(lock);

        assertThat(first.replayed()).isFalse();
        assertThat(first.version()).isEqualTo(2);
        assertThat(done(lock)).isEqualTo(first.asReplayed());
    }

    @Test
    void of_concurrent_duplicates_one_runs() {
        AggregateRef john = john();
        Command required = command("execute-user-action", Map.of("actions", List.of("VERIFY_EMAIL")), john);
        done(required.withId(UUID.randomUUID())).orThrow();
        Command completion = command("complete-user-action", Map.of("action", "VERIFY_EMAIL"), john);

        List<CommandResponse> responses = inParallel(16, number -> completion);

        assertThat(responses).filteredOn(response -> !response.replayed()).hasSize(1);
        assertThat(responses).allSatisfy(response -> {
            assertThat(response.status()).isEqualTo(Status.SUCCESS);
            assertThat(response.version()).isEqualTo(2);
        });
        assertThat(events(john)).hasSize(3);
    }

    @Test
    void concurrent_duplicates_of_a_rejected_command_are_all_rejected() {
        AggregateRef john = john();
        Command completion = command("complete-user-action", Map.of("action", "VERIFY_EMAIL"), john);

        List<CommandResponse> responses = inParallel(16, number -> completion);

        assertThat(responses).filteredOn(response -> !response.replayed()).hasSize(1);
        assertThat(responses).allSatisfy(response -> assertRejected(response, "action-not-required", john));
    }

    @Test
    void of_different_commands_with_one_identifier_the_first_runs_and_the_others_are_rejected() {
        UUID commandId = UUID.randomUUID();

        List<CommandResponse> responses =
                inParallel(16, number -> create("John", number + "-" + email).withId(commandId));

        assertThat(responses).filteredOn(CommandResponse::isSuccess).hasSize(1);
        assertThat(responses)
                .filteredOn(response -> !response.isSuccess())
                .allSatisfy(response -> assertThat(response.error().code()).isEqualTo(ProblemCode.COMMAND_ID_REUSED));
        await().untilAsserted(() -> assertThat(users.state().find("user", where("email.ends", email)))
                .hasSize(1));
    }

    @Test
    void a_command_without_effect_is_rejected_under_the_identifier_of_another() {
        AggregateRef john = done(create("John", email)).orThrow().aggregate();
        AggregateRef jane = done(create("Jane", "jane-" + email)).orThrow().aggregate();
        UUID commandId = UUID.randomUUID();
        done(command("activate-user", Map.of(), john).withId(commandId)).orThrow();

        CommandResponse other = done(command("activate-user", Map.of(), jane).withId(commandId));

        assertThat(other.error().code()).isEqualTo(ProblemCode.COMMAND_ID_REUSED);
    }

    @Test
    void events_name_the_command_that_caused_them() {
        Command creation = create("John", email);
        done(creation).orThrow();
        Command renaming = command("update-user", Map.of("name", "Johnny"), creation.aggregate())
                .withMetadata(Map.of(Command.CORRELATION_ID, "the beginning", "actor", "jane"));
        done(renaming).orThrow();

        List<? extends DomainEventMessage<?>> events = events(creation.aggregate());

        assertThat(events.getFirst().getMetaData())
                .containsEntry(Command.COMMAND_ID, creation.id().toString())
                .containsEntry(Command.CORRELATION_ID, creation.id().toString())
                .containsEntry(Command.CAUSATION_ID, creation.id().toString());
        assertThat(events.getLast().getMetaData())
                .containsEntry(Command.COMMAND_ID, renaming.id().toString())
                .containsEntry(Command.CORRELATION_ID, "the beginning")
                .containsEntry(Command.CAUSATION_ID, renaming.id().toString());
    }

    @Test
    @EventsInDatabase("reads the table of events")
    void stored_events_are_readable_json_under_logical_names() {
        Command creation = create("J\u00f6hn \uD83D\uDE00", email);
        done(creation).orThrow();
        done(command("deactivate-user", Map.of(), creation.aggregate())).orThrow();
        String userId = creation.aggregate().id().toString();

        Result<Record> stored = storedEvents(creation.aggregate());

        assertThat(stored.getValues("payload_type", String.class))
                .containsExactly("user.user-created", "user.user-deactivated");
        assertThat(stored.getValues("payload_revision", String.class)).containsExactly("1", "1");
        assertThat(stored.getValues("aggregate_type", String.class)).containsExactly("user", "user");
        assertThat(stored.getValues("sequence_number", Long.class)).containsExactly(0L, 1L);
        assertThat(stored.getValues("payload", String.class))
                .containsExactly(
                        "{\"userId\":\"" + userId + "\",\"name\":\"J\u00f6hn \uD83D\uDE00\",\"email\":\"" + email
                                + "\"}",
                        "{\"userId\":\"" + userId + "\"}");
        JsonNode metadata = JSON.readTree(stored.getFirst().get("meta_data", String.class));
        assertThat(metadata.path(Command.COMMAND_ID).asString())
                .isEqualTo(creation.id().toString());
        assertThat(stored.formatJSON()).doesNotContain("io.fluvius", "java.");
    }

    @Test
    void of_many_commands_that_reserve_one_address_one_succeeds() {
        List<CommandResponse> responses = inParallel(64, number -> create("John " + number, email));

        assertThat(responses).filteredOn(CommandResponse::isSuccess).hasSize(1);
        assertThat(responses)
                .filteredOn(response -> !response.isSuccess())
                .hasSize(63)
                .allSatisfy(response -> assertTaken(response));
        CommandResponse winner = responses.stream()
                .filter(CommandResponse::isSuccess)
                .findFirst()
                .orElseThrow();
        assertThat(readable(winner).email().value()).isEqualTo(email);
        assertThat(users.state().find("user", where("email", email))).hasSize(1);
    }

    @Test
    void the_address_of_a_deleted_user_is_free() {
        AggregateRef john = john();
        assertTaken(done(create("Jane", email)));
        done(command("delete-user", Map.of(), john)).orThrow();

        assertThat(done(create("Jane", email)).isSuccess()).isTrue();
    }

    @Test
    void an_address_change_releases_the_old_address_and_reserves_the_new_one() {
        AggregateRef john = john();
        done(command("update-user", Map.of("email", "new-" + email), john)).orThrow();

        assertTaken(done(create("Jane", "new-" + email)));
        AggregateRef jane = done(create("Jane", email)).orThrow().aggregate();
        assertTaken(done(command("update-user", Map.of("email", email), john)));
        assertTaken(done(command("update-user", Map.of("name", "Janet", "email", "new-" + email), jane)));
        assertThat(events(jane)).hasSize(1);
    }

    @Test
    void two_users_cannot_swap_addresses_in_one_step() {
        AggregateRef john = john();
        AggregateRef jane = done(create("Jane", "jane-" + email)).orThrow().aggregate();

        List<CommandResponse> swaps = inParallel(
                2,
                number -> number == 0
                        ? command("update-user", Map.of("email", "jane-" + email), john)
                        : command("update-user", Map.of("email", email), jane));

        assertThat(swaps).allSatisfy(response -> assertTaken(response));
        // they can by way of a third address
        done(command("update-user", Map.of("email", "third-" + email), john)).orThrow();
        done(command("update-user", Map.of("email", email), jane)).orThrow();
        CommandResponse last = done(command("update-user", Map.of("email", "jane-" + email), john));
        assertThat(readable(last).email().value()).isEqualTo("jane-" + email);
    }

    @Test
    void many_commands_get_one_response_each_in_their_order() {
        AggregateRef john = john();
        Command[] commands = {
            create("A", "a-" + email),
            command("complete-user-action", Map.of("action", "NONE"), john),
            command("lock-user", Map.of(), john),
            create("B", email),
            command("unlock-user", Map.of(), john),
            create("C", "c-" + email)
        };

        List<CommandResponse> responses =
                users.commandProcessor().process(commands).collectList().block();

        assertThat(responses)
                .extracting(CommandResponse::commandId)
                .containsExactly(Stream.of(commands).map(Command::id).toArray(UUID[]::new));
        assertThat(responses)
                .extracting(CommandResponse::isSuccess)
                .containsExactly(true, false, true, false, true, true);
        assertThat(responses.get(4).version()).isEqualTo(2);
    }

    @Test
    void nothing_runs_before_the_stream_of_responses_is_subscribed_to() {
        Command creation = create("John", email);
        var responses = users.commandProcessor().process(creation);
        assertThat(events(creation.aggregate())).isEmpty();

        assertThat(responses.collectList().block()).hasSize(1);
        assertThat(events(creation.aggregate())).hasSize(1);
    }

    @Test
    void commands_on_one_user_run_in_the_order_of_their_submission() {
        AggregateRef john = john();

        List<CommandResponse> responses =
                inParallel(100, number -> command("update-user", Map.of("name", "Name " + number), john));

        assertThat(responses)
                .extracting(CommandResponse::version)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, 100).boxed().toList());
        assertThat(readable(responses.getLast()).name().value()).isEqualTo("Name 99");
        assertThat(responses)
                .extracting(response -> response.position().index())
                .isSorted();
    }

    @Test
    void commands_that_callers_run_themselves_take_turns_with_submitted_ones() {
        AggregateRef user = done(create("Zero", email)).orThrow().aggregate();
        List<CompletableFuture<CommandResponse>> running = new ArrayList<>();
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int number = 0; number < 40; number++) {
                Command command = command("update-user", Map.of("name", "Number " + number), user);
                running.add(
                        number % 2 == 0
                                ? users.processCommand(command)
                                : CompletableFuture.supplyAsync(() -> users.executeCommand(command), callers));
            }
        }

        assertThat(running.stream().map(response -> response.join().orThrow().version()))
                .containsExactlyInAnyOrderElementsOf(
                        LongStream.rangeClosed(1, 40).boxed().toList());
    }

    @Test
    void an_interrupted_caller_gets_its_response_and_stays_interrupted() {
        Thread.currentThread().interrupt();

        CommandResponse response = users.executeCommand(create("John", email));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(response.isSuccess()).isTrue();
    }

    @Test
    void payloads_are_maps_records_or_json() {
        AggregateRef john = john();

        done(command("deactivate-user", "{\"reason\": \"left\"}", john)).orThrow();
        assertThat(done(command("activate-user", new ActivateUser(), john)).version())
                .isEqualTo(2);
    }

    @Test
    void an_invalid_payload_never_becomes_a_command() {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> create("", "nowhere"))
                .satisfies(refusal -> {
                    assertThat(refusal.problem().code()).isEqualTo(ProblemCode.INVALID_PAYLOAD);
                    assertThat(refusal.problem().errors())
                            .extracting(fault -> fault.pointer())
                            .containsExactlyInAnyOrder("/payload/name", "/payload/email");
                });
    }

    private AggregateRef john() {
        return done(create("John", email)).orThrow().aggregate();
    }

    private Command create(String name, String address) {
        return users.createCommand("create-user", Map.of("name", name, "email", address));
    }

    private Command command(String key, Object payload, AggregateRef aggregate) {
        return users.createCommand(key, payload, aggregate);
    }

    private static Map<String, Object> payload(String key) {
        return switch (key) {
            case "update-user" -> Map.of("name", "John");
            case "execute-user-action" -> Map.of("actions", List.of("VERIFY_EMAIL"));
            case "complete-user-action" -> Map.of("action", "VERIFY_EMAIL");
            default -> Map.of();
        };
    }

    private CommandResponse done(Command command) {
        return users.processCommand(command).orTimeout(60, SECONDS).join();
    }

    private List<CommandResponse> inParallel(int count, IntFunction<Command> commands) {
        List<CompletableFuture<CommandResponse>> running =
                IntStream.range(0, count).mapToObj(commands).toList().stream()
                        .map(users::processCommand)
                        .toList();
        return running.stream()
                .map(response -> response.orTimeout(60, SECONDS).join())
                .toList();
    }

    private UserView readable(CommandResponse response) {
        CommandResponse success = response.orThrow();
        return await().ignoreExceptions()
                .until(
                        () -> users.state()
                                .fetch(UserView.class, success.aggregate().id()),
                        user -> user.version() >= success.version());
    }

    private List<? extends DomainEventMessage<?>> events(AggregateRef aggregate) {
        return eventStore.readEvents(aggregate.id().toString()).asStream().toList();
    }

    private Result<Record> storedEvents(AggregateRef aggregate) {
        return database.select()
                .from("domain_event")
                .where(DSL.field("aggregate_identifier").eq(aggregate.id().toString()))
                .orderBy(DSL.field("global_index"))
                .fetch();
    }

    private static ProblemCode code(CommandResponse response) {
        assertThat(response.status()).isEqualTo(Status.FAILURE);
        return response.error().code();
    }

    private static void assertRejected(CommandResponse response, String rejection, AggregateRef user) {
        assertThat(code(response)).isEqualTo(ProblemCode.REJECTED);
        Problem error = response.error();
        assertThat(error.members()).containsEntry("rejection", rejection);
        assertThat(error.members().get("userId")).hasToString(user.id().toString());
    }

    private static void assertTaken(CommandResponse response) {
        assertThat(code(response)).isEqualTo(ProblemCode.UNIQUE_VALUE_TAKEN);
        assertThat(response.error().members()).containsEntry("field", "email");
    }
}
