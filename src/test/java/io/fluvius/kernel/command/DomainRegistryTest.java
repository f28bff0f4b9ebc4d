package io.fluvius.kernel.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fluvius.kernel.AggregateRef;
import io.fluvius.kernel.Command;
import io.fluvius.kernel.CommandProcessor;
import io.fluvius.kernel.CommandResponse;
import io.fluvius.kernel.CommandType;
import io.fluvius.kernel.Creating;
import io.fluvius.kernel.Domain;
import io.fluvius.kernel.DomainDefinition;
import io.fluvius.kernel.Fault;
import io.fluvius.kernel.Position;
import io.fluvius.kernel.Problem;
import io.fluvius.kernel.ProblemCode;
import io.fluvius.kernel.ProblemException;
import io.fluvius.kernel.Stamped;
import io.fluvius.kernel.StateManager;
import io.fluvius.user.EmailAddress;
import io.fluvius.user.PersonName;
import io.fluvius.user.UserCommand;
import io.fluvius.user.UserCommand.CreateUser;
import io.fluvius.user.UserCommand.LockUser;
import io.fluvius.user.UserEvent;
import io.fluvius.user.UserRejection;
import io.fluvius.user.UserView;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import reactor.core.publisher.Flux;

class DomainRegistryTest {

    private static final UUID ID = UUID.fromString("01900000-0000-7000-8000-00000000000a");
    private static final AggregateRef ANN = AggregateRef.of("user", ID);
    private static final Map<String, String> ANNS_DATA = Map.of("name", "Ann", "email", "ann@example.com");
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

    private final StaticListableBeanFactory beans = new StaticListableBeanFactory();
    private final DomainRegistry registry = new DomainRegistry(
            provider(Domain.class),
            provider(CommandProcessor.class),
            provider(StateManager.class),
            Validators.VALIDATOR);

    @Nested
    class A_domain {

        @Test
        void is_found_by_name_path_and_command() {
            Domain users = define(USERS);
            Domain doors = define(DOORS);

            assertThat(registry.named("user")).isSameAs(users);
            assertThat(registry.at("doors")).isSameAs(doors);
            assertThat(registry.owning("lock-user")).isSameAs(users);
            assertThat(registry.owning("open-door")).isSameAs(doors);
        }

        @Test
        void is_one_of_all_by_name() {
            define(USERS);
            define(DOORS);

            assertThat(registry.all()).map(Domain::definition).containsExactly(DOORS, USERS);
        }

        @Test
        void that_is_not_there_is_an_unknown_resource() {
            define(USERS);

            assertProblem(ProblemCode.UNKNOWN_RESOURCE, () -> registry.named("users"));
            assertProblem(ProblemCode.UNKNOWN_RESOURCE, () -> registry.at("user"));
        }

        @Test
        void that_owns_no_such_command_is_not_found() {
            define(USERS);

            assertProblem(ProblemCode.UNKNOWN_COMMAND, () -> registry.owning("open-door"));
        }

        @Test
        void tells_its_commands_and_view() {
            Domain doors = define(DOORS);

            assertThat(doors.commands()).extracting(CommandType::key).containsExactly("build-door", "open-door");
            assertThat(doors.view().record()).isEqualTo(DoorView.class);
            assertThat(doors.view().resource()).isEqualTo("door");
        }

        @Test
        void finds_processor_and_state_that_were_made_later() {
            Domain users = define(USERS);
            AnsweringProcessor processor = new AnsweringProcessor();
            beans.addBean("processor", processor);
            Command command = users.createCommand("lock-user", Map.of(), ANN);

            assertThat(users.commandProcessor()).isSameAs(processor);
            assertThat(users.processCommand(command))
                    .isCompletedWithValue(CommandResponse.success(command, 7, new Position(9)));
        }
    }

    @Nested
    class A_definition_is_refused {

        @Test
        void when_a_family_is_no_sealed_interface_of_records() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> registry.define(doors("door", "doors", String.class)));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> registry.define(new DomainDefinition(
                            "door", "doors", DoorCommand.class, Runnable.class, DoorRejection.class, DoorView.class)));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> registry.define(new DomainDefinition(
                            "door", "doors", DoorCommand.class, DoorEvent.class, Object.class, DoorView.class)));
        }

        @Test
        void when_its_view_has_no_version() {
            record Unversioned(UUID id) {}

            assertThatIllegalArgumentException()
                    .isThrownBy(() -> registry.define(new DomainDefinition(
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
        void live_side_by_side() {
            define(USERS);
            define(DOORS);

            assertThatCode(registry::afterSingletonsInstantiated).doesNotThrowAnyException();
        }

        @Test
        void of_one_name_are_refused() {
            define(USERS);
            define(doors("user", "doors", DoorCommand.class));

            assertThatIllegalStateException().isThrownBy(registry::afterSingletonsInstantiated);
        }

        @Test
        void of_one_path_are_refused() {
            define(USERS);
            define(doors("door", "users", DoorCommand.class));

            assertThatIllegalStateException().isThrownBy(registry::afterSingletonsInstantiated);
        }

        @Test
        void with_a_command_of_one_key_are_refused() {
            define(USERS);
            define(doors("door", "doors", UserLikeCommand.class));

            assertThatIllegalStateException().isThrownBy(registry::afterSingletonsInstantiated);
        }
    }

    @Nested
    class A_command {

        private final Domain users = define(USERS);

        @Test
        void is_made_from_its_key_payload_and_aggregate() {
            Command command = users.createCommand("create-user", ANNS_DATA, ANN);

            assertThat(command)
                    .isEqualTo(new Command(
                            command.id(),
                            "create-user",
                            ANN,
                            new CreateUser(new PersonName("Ann"), new EmailAddress("ann@example.com")),
                            null,
                            Map.of()));
        }

        @Test
        void is_made_from_json_text_and_from_its_record() {
            assertThat(users.createCommand("lock-user", "{}", ANN).payload()).isEqualTo(new LockUser(null));
            assertThat(users.createCommand("lock-user", new LockUser(null), ANN).payload())
                    .isEqualTo(new LockUser(null));
        }

        @Test
        void has_an_identifier_of_its_own() {
            assertThat(users.createCommand("lock-user", Map.of(), ANN).id())
                    .isNotEqualTo(
                            users.createCommand("lock-user", Map.of(), ANN).id());
        }

        @Test
        void that_creates_needs_no_aggregate() {
            Command command = users.createCommand("create-user", ANNS_DATA);

            assertThat(command.isCreating()).isTrue();
            assertThat(command.aggregate().resource()).isEqualTo("user");
            assertThat(command.aggregate().id())
                    .isNotEqualTo(users.createCommand("create-user", ANNS_DATA)
                            .aggregate()
                            .id());
        }

        @Test
        void that_does_not_create_needs_an_aggregate() {
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
        void that_no_domain_knows_is_unknown() {
            assertProblem(ProblemCode.UNKNOWN_COMMAND, () -> users.createCommand("open-door", Map.of(), ANN));
            assertProblem(ProblemCode.UNKNOWN_COMMAND, () -> users.createCommand("open-door", Map.of()));
        }

        @Test
        void whose_payload_does_not_fit_is_not_made() {
            assertProblem(
                    ProblemCode.INVALID_PAYLOAD,
                    () -> users.createCommand("create-user", Map.of("name", ""), ANN),
                    "/payload/name",
                    "/payload/email");
        }

        @Test
        void that_creates_has_no_version_to_match() {
            Command create = users.createCommand("create-user", ANNS_DATA);

            assertProblem(ProblemCode.MALFORMED_REQUEST, () -> create.onVersion(0));
        }

        @Test
        void is_given_a_version_an_identifier_and_metadata() {
            Command lock = users.createCommand("lock-user", Map.of(), ANN)
                    .onVersion(3)
                    .withId(ID)
                    .withMetadata(Map.of(Command.CORRELATION_ID, "first"));

            assertThat(lock)
                    .isEqualTo(new Command(
                            ID, "lock-user", ANN, new LockUser(null), 3L, Map.of(Command.CORRELATION_ID, "first")));
        }
    }

    private static DomainDefinition doors(String name, String path, Class<?> commands) {
        return new DomainDefinition(name, path, commands, DoorEvent.class, DoorRejection.class, DoorView.class);
    }

    private Domain define(DomainDefinition definition) {
        Domain domain = registry.define(definition);
        beans.addBean("domain " + beans.getBeanDefinitionCount(), domain);
        return domain;
    }

    private <T> ObjectProvider<T> provider(Class<T> type) {
        return beans.getBeanProvider(type);
    }

    private static void assertProblem(ProblemCode code, ThrowingCallable action, String... pointers) {
        Problem problem = catchThrowableOfType(ProblemException.class, action).problem();

        assertThat(problem.code()).isEqualTo(code);
        assertThat(problem.errors()).extracting(Fault::pointer).containsExactly(pointers);
    }

    private static final class AnsweringProcessor implements CommandProcessor {

        @Override
        public CompletableFuture<CommandResponse> submit(Command command) {
            return CompletableFuture.completedFuture(CommandResponse.success(command, 7, new Position(9)));
        }

        @Override
        public Flux<CommandResponse> process(Command... commands) {
            return Flux.fromArray(commands).map(command -> submit(command).join());
        }
    }
}
