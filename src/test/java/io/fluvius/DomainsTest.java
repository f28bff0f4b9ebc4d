package io.fluvius;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.mockito.Mockito.mock;

import io.fluvius.command.Command;
import io.fluvius.command.CommandFactory;
import io.fluvius.command.CommandProcessor;
import io.fluvius.command.CommandResponse;
import io.fluvius.command.CommandType;
import io.fluvius.command.DryRun;
import io.fluvius.command.payload.Validators;
import io.fluvius.domain.AggregateRef;
import io.fluvius.domain.Creating;
import io.fluvius.domain.DomainDefinition;
import io.fluvius.domain.Position;
import io.fluvius.domain.Stamped;
import io.fluvius.domain.registry.DomainRegistry;
import io.fluvius.problem.Fault;
import io.fluvius.problem.Problem;
import io.fluvius.problem.ProblemCode;
import io.fluvius.problem.ProblemException;
import io.fluvius.problem.StartupRefusedException;
import io.fluvius.query.StateManager;
import io.fluvius.user.EmailAddress;
import io.fluvius.user.PersonName;
import io.fluvius.user.UserCommand;
import io.fluvius.user.UserCommand.CreateUser;
import io.fluvius.user.UserCommand.LockUser;
import io.fluvius.user.UserEvent;
import io.fluvius.user.UserRejection;
import io.fluvius.user.UserView;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

class DomainsTest {

    private static final UUID ID = UUID.fromString("01900000-0000-7000-8000-00000000000a");
    private static final AggregateRef ANN = AggregateRef.of("user", ID);
    private static final Map<String, String> ANN_PAYLOAD = Map.of("name", "Ann", "email", "ann@example.com");
    private static final DomainDefinition USERS = new DomainDefinition(
            "user", "users", UserCommand.class, UserEvent.class, UserRejection.class, UserView.class);
    private static final DomainDefinition DOORS = doors("door", "doors", DoorCommand.class);

    sealed interface DoorCommand {
        record BuildDoor() implements DoorCommand, Creating {}

        record OpenDoor() implements DoorCommand {}
    }

    sealed interface DoorEvent {
        record DoorOpened() implements DoorEvent {}
    }

    sealed interface DoorRejection {
        record DoorLocked() implements DoorRejection {}
    }

    sealed interface UserLikeCommand {
        record LockUser() implements UserLikeCommand {}
    }

    record DoorView(UUID id, @Stamped(Stamped.With.VERSION) long version) {}

    private final StubProcessor processor = new StubProcessor();

    @Nested
    class A_domain {

        private final Domains domains = domains(USERS, DOORS);

        @Test
        void is_found_by_name() {
            assertThat(domains.named("user").definition()).isEqualTo(USERS);
            assertThat(domains.named("door").definition()).isEqualTo(DOORS);
        }

        @Test
        void is_found_by_name_path_and_view() {
            DomainRegistry registry = new DomainRegistry(List.of(USERS, DOORS));

            assertThat(registry.named("user").definition()).isEqualTo(USERS);
            assertThat(registry.withPath("doors").domain()).isEqualTo("door");
            assertThat(registry.view(DoorView.class))
                    .isSameAs(registry.withPath("doors").type());
        }

        @Test
        void owns_its_commands() {
            CommandFactory commands = commands(new DomainRegistry(List.of(USERS, DOORS)));

            assertThat(commands.type("lock-user").resource()).isEqualTo("user");
            assertThat(commands.type("open-door").resource()).isEqualTo("door");
        }

        @Test
        void is_listed_in_the_order_of_names() {
            assertThat(domains.all()).map(Domain::definition).containsExactly(DOORS, USERS);
        }

        @Test
        void that_is_not_registered_is_an_unknown_resource() {
            DomainRegistry registry = new DomainRegistry(List.of(USERS));

            assertProblem(ProblemCode.UNKNOWN_RESOURCE, () -> domains.named("users"));
            assertProblem(ProblemCode.UNKNOWN_RESOURCE, () -> registry.withPath("user"));
            assertProblem(ProblemCode.UNKNOWN_RESOURCE, () -> registry.view(DoorView.class));
        }

        @Test
        void does_not_have_the_commands_of_other_domains() {
            assertProblem(
                    ProblemCode.UNKNOWN_COMMAND, () -> domains.named("user").command("open-door"));
            assertProblem(
                    ProblemCode.UNKNOWN_COMMAND, () -> domains.named("user").command("no-command"));
        }

        @Test
        void lists_its_commands_and_has_a_view() {
            Domain doors = domains.named("door");

            assertThat(doors.commands()).extracting(CommandType::key).containsExactly("build-door", "open-door");
            assertThat(doors.view().record()).isEqualTo(DoorView.class);
            assertThat(doors.view().resource()).isEqualTo("door");
        }

        @Test
        void processes_commands() {
            Domain users = domains.named("user");
            Command command = users.createCommand("lock-user", Map.of(), ANN);

            assertThat(users.commandProcessor()).isSameAs(processor);
            assertThat(users.processCommand(command))
                    .isCompletedWithValue(CommandResponse.success(command, 7, new Position(9)));
        }
    }

    @Nested
    class A_definition_is_refused {

        @Test
        void when_a_family_is_not_a_sealed_interface_of_records() {
            assertThatExceptionOfType(StartupRefusedException.class)
                    .isThrownBy(() -> domains(doors("door", "doors", String.class)));
            assertThatExceptionOfType(StartupRefusedException.class)
                    .isThrownBy(() -> domains(new DomainDefinition(
                            "door", "doors", DoorCommand.class, Runnable.class, DoorRejection.class, DoorView.class)));
            assertThatExceptionOfType(StartupRefusedException.class)
                    .isThrownBy(() -> domains(new DomainDefinition(
                            "door", "doors", DoorCommand.class, DoorEvent.class, Object.class, DoorView.class)));
        }

        @Test
        void when_its_view_has_no_version() {
            record Unversioned(UUID id) {}

            assertThatExceptionOfType(StartupRefusedException.class)
                    .isThrownBy(() -> domains(new DomainDefinition(
                            "door",
                            "doors",
                            DoorCommand.class,
                            DoorEvent.class,
                            DoorRejection.class,
                            Unversioned.class)));
        }
    }

    @Nested
    class Two_domains {

        @Test
        void can_be_registered() {
            assertThatCode(() -> domains(USERS, DOORS)).doesNotThrowAnyException();
        }

        @Test
        void with_the_same_name_are_refused() {
            assertThatExceptionOfType(StartupRefusedException.class)
                    .isThrownBy(() -> domains(USERS, doors("user", "doors", DoorCommand.class)))
                    .withMessageContaining("Two resources have the name user");
        }

        @Test
        void with_the_same_path_are_refused() {
            assertThatExceptionOfType(StartupRefusedException.class)
                    .isThrownBy(() -> domains(USERS, doors("door", "users", DoorCommand.class)))
                    .withMessageContaining("Two resources have the path users");
        }

        @Test
        void with_the_same_command_key_are_refused() {
            assertThatExceptionOfType(StartupRefusedException.class)
                    .isThrownBy(() -> domains(USERS, doors("door", "doors", UserLikeCommand.class)))
                    .withMessageContaining("Two classes declare the command lock-user");
        }
    }

    @Nested
    class A_command {

        private final Domain users = domains(USERS, DOORS).named("user");

        @Test
        void is_created_from_its_key_payload_and_aggregate() {
            Command command = users.createCommand("create-user", ANN_PAYLOAD, ANN);

            assertThat(command)
                    .isEqualTo(new Command(
                            command.id(),
                            "create-user",
                            ANN,
                            true,
                            new CreateUser(new PersonName("Ann"), new EmailAddress("ann@example.com")),
                            null,
                            Map.of()));
        }

        @Test
        void is_created_from_json_text_and_from_its_record() {
            assertThat(users.createCommand("lock-user", "{}", ANN).payload()).isEqualTo(new LockUser(null));
            assertThat(users.createCommand("lock-user", new LockUser(null), ANN).payload())
                    .isEqualTo(new LockUser(null));
        }

        @Test
        void has_a_new_identifier() {
            assertThat(users.createCommand("lock-user", Map.of(), ANN).id())
                    .isNotEqualTo(
                            users.createCommand("lock-user", Map.of(), ANN).id());
        }

        @Test
        void that_creates_its_aggregate_needs_no_reference() {
            Command command = users.createCommand("create-user", ANN_PAYLOAD);

            assertThat(command.isCreating()).isTrue();
            assertThat(command.aggregate().resource()).isEqualTo("user");
            assertThat(command.aggregate().id())
                    .isNotEqualTo(users.createCommand("create-user", ANN_PAYLOAD)
                            .aggregate()
                            .id());
        }

        @Test
        void that_does_not_create_its_aggregate_needs_a_reference() {
            assertProblem(
                    ProblemCode.INVALID_AGGREGATE, () -> users.createCommand("lock-user", Map.of()), "/aggregate/id");
        }

        @Test
        void acts_on_its_own_resource_only() {
            assertProblem(
                    ProblemCode.INVALID_AGGREGATE,
                    () -> users.createCommand("lock-user", Map.of(), AggregateRef.of("door", ID)),
                    "/aggregate/resource");
        }

        @Test
        void of_another_domain_is_unknown() {
            assertProblem(ProblemCode.UNKNOWN_COMMAND, () -> users.createCommand("open-door", Map.of(), ANN));
            assertProblem(ProblemCode.UNKNOWN_COMMAND, () -> users.createCommand("open-door", Map.of()));
        }

        @Test
        void with_an_invalid_payload_is_refused() {
            assertProblem(
                    ProblemCode.INVALID_PAYLOAD,
                    () -> users.createCommand("create-user", Map.of("name", ""), ANN),
                    "/payload/name",
                    "/payload/email");
        }

        @Test
        void that_creates_its_aggregate_accepts_no_expected_version() {
            Command create = users.createCommand("create-user", ANN_PAYLOAD);

            assertProblem(ProblemCode.MALFORMED_REQUEST, () -> create.onVersion(0));
        }

        @Test
        void can_have_an_expected_version_an_identifier_and_metadata() {
            Command lock = users.createCommand("lock-user", Map.of(), ANN)
                    .onVersion(3)
                    .withId(ID)
                    .withMetadata(Map.of(Command.CORRELATION_ID, "first"));

            assertThat(lock)
                    .isEqualTo(new Command(
                            ID,
                            "lock-user",
                            ANN,
                            true,
                            new LockUser(null),
                            Set.of(3L),
                            Map.of(Command.CORRELATION_ID, "first")));
        }
    }

    private static DomainDefinition doors(String name, String path, Class<?> commands) {
        return new DomainDefinition(name, path, commands, DoorEvent.class, DoorRejection.class, DoorView.class);
    }

    private Domains domains(DomainDefinition... definitions) {
        DomainRegistry registry = new DomainRegistry(List.of(definitions));
        return new Domains(registry, commands(registry), processor, mock(StateManager.class));
    }

    private static CommandFactory commands(DomainRegistry registry) {
        return new CommandFactory(registry, Validators.VALIDATOR);
    }

    private static void assertProblem(ProblemCode code, ThrowingCallable action, String... pointers) {
        Problem problem = catchThrowableOfType(ProblemException.class, action).problem();

        assertThat(problem.code()).isEqualTo(code);
        assertThat(problem.errors()).extracting(Fault::pointer).containsExactly(pointers);
    }

    private static final class StubProcessor implements CommandProcessor {

        @Override
        public CommandResponse execute(Command command) {
            return CommandResponse.success(command, 7, new Position(9));
        }

        @Override
        public CompletableFuture<CommandResponse> submit(Command command) {
            return CompletableFuture.completedFuture(execute(command));
        }

        @Override
        public CompletableFuture<DryRun> dryRun(Command command) {
            return CompletableFuture.completedFuture(new DryRun(execute(command), List.of()));
        }

        @Override
        public Flux<CommandResponse> process(Command... commands) {
            return Flux.fromArray(commands).map(command -> submit(command).join());
        }
    }
}
