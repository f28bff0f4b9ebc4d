package io.fluvius.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fluvius.access.Access;
import io.fluvius.command.payload.Validators;
import io.fluvius.domain.AggregateId;
import io.fluvius.domain.AggregateRef;
import io.fluvius.domain.CommandResult;
import io.fluvius.domain.Position;
import io.fluvius.domain.Rejected;
import io.fluvius.domain.UniqueValues;
import io.fluvius.domain.record.Names;
import io.fluvius.environment.DefinedDomains;
import io.fluvius.environment.KnownFailures;
import io.fluvius.problem.Fault;
import io.fluvius.problem.Problem;
import io.fluvius.problem.ProblemCode;
import io.fluvius.problem.ProblemException;
import io.fluvius.problem.StartupRefusedException;
import io.fluvius.user.EmailAddress;
import io.fluvius.user.PersonName;
import io.fluvius.user.UserCommand.ActivateUser;
import io.fluvius.user.UserCommand.CreateUser;
import io.fluvius.user.UserCommand.LockUser;
import io.fluvius.user.UserEvent.UserActivated;
import io.fluvius.user.UserId;
import io.fluvius.user.UserRejection.UserLocked;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.DuplicateCommandHandlerResolution;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.commandhandling.gateway.DefaultCommandGateway;
import org.axonframework.config.Configuration;
import org.axonframework.config.DefaultConfigurer;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.messaging.GenericMessage;
import org.axonframework.messaging.MessageHandler;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.axonframework.modelling.command.ConcurrencyException;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.AbstractPlatformTransactionManager;
import org.springframework.transaction.support.DefaultTransactionStatus;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Every command that reaches the bus through Axon's gateway is treated as one that was created by its name. */
class LocalCommandBusTest {

    private static final UUID JOHN = UUID.fromString("0190c7a1-0000-7000-8000-000000000001");

    private final InMemoryReceipts receipts = new InMemoryReceipts();
    private final CommandFactory commands = new CommandFactory(DefinedDomains.find(), Validators.VALIDATOR);
    private final TransactionTemplate transaction = new TransactionTemplate(new NoDatabase());
    private final LocalCommandBus bus = bus();
    private final CommandGateway gateway = new ProblemCommandGateway(
            DefaultCommandGateway.builder().commandBus(bus), command -> Optional.empty(), KnownFailures.all());
    private final List<PreparedCommand> handled = new ArrayList<>();
    /** Whether every aggregate exists. */
    private boolean existing;

    private LocalCommandBus bus() {
        Configuration axon = DefaultConfigurer.defaultConfiguration()
                .configureCorrelationDataProviders(it -> List.of(new CorrelationProvider()))
                .buildConfiguration();
        return new LocalCommandBus(
                axon,
                DuplicateCommandHandlerResolution.rejectDuplicates(),
                new CommandPreparation(commands),
                new CommandExecution(receipts, KnownFailures.all(), aggregate -> existing, command -> false, 4),
                new CommandResultInterceptor(receipts),
                new DryRunInterceptor(
                        () -> {},
                        aggregate -> existing,
                        Jackson3Serializer.builder().build()),
                new IndependentWork(new NoDatabase()),
                KnownFailures.all(),
                new CommandMeters(new SimpleMeterRegistry()));
    }

    @Nested
    class A_message {

        @Test
        void of_a_creating_command_gets_an_aggregate() {
            handle(CreateUser.class, command -> "ignored");

            CommandResult result = gateway.sendAndWait(john());

            assertThat(result.aggregate().resource()).isEqualTo("user");
            assertThat(result.position()).isEqualTo(new Position(0));
            assertThat(result.replayed()).isFalse();
            assertThat(handled)
                    .singleElement()
                    .extracting(message -> message.command().aggregate())
                    .isEqualTo(result.aggregate());
        }

        @Test
        void carries_the_aggregate_as_metadata() {
            handle(LockUser.class, command -> "ignored");

            CommandResult result = gateway.sendAndWait(CommandTo.aggregate(new UserId(JOHN), new LockUser(null)));

            assertThat(result.aggregate()).isEqualTo(AggregateRef.of("user", JOHN));
            assertThat(handled.getFirst().getMetaData())
                    .containsEntry(AggregateId.KEY, JOHN.toString())
                    .containsEntry("resource", "user");
        }

        @Test
        void without_the_aggregate_that_it_needs_is_refused() {
            assertThat(refused(new LockUser(null))).satisfies(problem -> {
                assertThat(problem.code()).isEqualTo(ProblemCode.INVALID_AGGREGATE);
                assertThat(problem.errors()).containsExactly(new Fault("/aggregate/id", "is required"));
            });
        }

        @Test
        void to_another_resource_is_refused() {
            assertThat(refused(CommandTo.aggregate(JOHN, new LockUser(null)).andMetaData(Map.of("resource", "book"))))
                    .extracting(Problem::code)
                    .isEqualTo(ProblemCode.INVALID_AGGREGATE);
        }

        @Test
        void whose_aggregate_is_no_uuid_is_refused() {
            assertThat(refused(CommandTo.aggregate("john", new LockUser(null))))
                    .extracting(Problem::code)
                    .isEqualTo(ProblemCode.INVALID_AGGREGATE);
        }

        @Test
        void with_an_invalid_payload_is_refused_with_all_faults() {
            handle(CreateUser.class, command -> "ignored");

            Problem problem = refused(new CreateUser(new PersonName(""), new EmailAddress("nonsense")));

            assertThat(problem.code()).isEqualTo(ProblemCode.INVALID_PAYLOAD);
            assertThat(problem.errors())
                    .extracting(Fault::pointer)
                    .containsExactlyInAnyOrder("/payload/name", "/payload/email");
            assertThat(handled).isEmpty();
        }

        @Test
        void whose_identifier_is_no_uuid_is_refused() {
            CommandMessage<CreateUser> message = new GenericCommandMessage<>(
                    new GenericMessage<>("order-4711", john(), Map.of()), CreateUser.class.getName());

            assertThat(refused(message)).satisfies(problem -> {
                assertThat(problem.code()).isEqualTo(ProblemCode.MALFORMED_REQUEST);
                assertThat(problem.errors()).extracting(Fault::pointer).containsExactly("/id");
            });
        }

        @Test
        void with_a_payload_of_no_domain_is_refused() {
            assertThat(refused("create a user")).extracting(Problem::code).isEqualTo(ProblemCode.UNKNOWN_COMMAND);
        }

        @Test
        void may_expect_a_version_as_text_or_number() {
            handle(LockUser.class, command -> "ignored");

            gateway.sendAndWait(CommandTo.aggregate(JOHN, new LockUser(null), it -> it.onVersion(3)));
            gateway.sendAndWait(
                    CommandTo.aggregate(JOHN, new LockUser(null)).andMetaData(Map.of("expectedVersion", 3)));

            assertThat(handled)
                    .extracting(message -> message.command().expectedVersions())
                    .containsExactly(Set.of(3L), Set.of(3L));
            assertThat(refused(CommandTo.aggregate(JOHN, new LockUser(null))
                            .andMetaData(Map.of("expectedVersion", "three"))))
                    .extracting(Problem::code)
                    .isEqualTo(ProblemCode.MALFORMED_REQUEST);
        }

        @Test
        void that_is_refused_fails_the_future() {
            assertThat(gateway.<CommandResult>send(new LockUser(null)))
                    .isCompletedExceptionally()
                    .failsWithin(Duration.ZERO)
                    .withThrowableThat()
                    .havingCause()
                    .isInstanceOf(ProblemException.class);
        }

        @Test
        void stays_prepared_when_it_gets_more_metadata() {
            PreparedCommand prepared =
                    new CommandPreparation(commands).prepare(CommandTo.aggregate(JOHN, new LockUser(null)));

            assertThat(prepared.andMetaData(Map.of("trace", "1")).command()).isSameAs(prepared.command());
            assertThat(prepared.withMetaData(Map.of("trace", "1")).command()).isSameAs(prepared.command());
        }
    }

    @Nested
    class A_command {

        private final UUID id = UUID.fromString("0190c7a2-0000-7000-8000-000000000001");

        @Test
        void that_loses_a_race_is_decided_again() {
            handle(LockUser.class, command -> failOnce());

            CommandResult result = gateway.sendAndWait(CommandTo.aggregate(JOHN, new LockUser(null)));

            assertThat(result.replayed()).isFalse();
            assertThat(handled).hasSize(2);
        }

        @Test
        void that_expects_a_version_and_loses_a_race_fails() {
            handle(LockUser.class, command -> failOnce());

            assertThat(refused(CommandTo.aggregate(JOHN, new LockUser(null), it -> it.onVersion(3))))
                    .extracting(Problem::code)
                    .isEqualTo(ProblemCode.CONFLICT);
            assertThat(handled).hasSize(1);
        }

        @Test
        void that_fails_on_commit_throws_the_problem() {
            handle(CreateUser.class, command -> {
                CurrentUnitOfWork.get().onCommit(committing -> {
                    throw UniqueValues.valueTakenException("user.email");
                });
                return "ignored";
            });

            assertThat(refused(john())).extracting(Problem::code).isEqualTo(ProblemCode.UNIQUE_VALUE_TAKEN);
        }

        @Test
        void that_cannot_reach_the_store_does_not_wait_for_it_again() {
            handle(LockUser.class, command -> {
                throw Problem.of(ProblemCode.UNAVAILABLE, "The store is down").asException();
            });

            assertThat(refused(CommandTo.aggregate(JOHN, new LockUser(null), it -> it.id(id)))
                            .code())
                    .isEqualTo(ProblemCode.UNAVAILABLE);
            assertThat(receipts.lookups).hasValue(0);
        }

        @Test
        void that_was_rejected_is_rejected_again() {
            handle(ActivateUser.class, command -> {
                throw new Rejected(new UserLocked(new UserId(JOHN)));
            });
            CommandMessage<ActivateUser> activation = CommandTo.aggregate(JOHN, new ActivateUser(), it -> it.id(id));

            Problem first = refused(activation);

            assertThat(first.code()).isEqualTo(ProblemCode.REJECTED);
            assertThat(first.members()).containsEntry("rejection", "user-locked");
            assertThat(refused(activation)).isEqualTo(first);
            assertThat(receipts.stored).containsOnlyKeys(id);
        }

        @Test
        void that_was_handled_has_its_first_result() {
            handle(LockUser.class, command -> "ignored");
            CommandMessage<LockUser> lock = CommandTo.aggregate(JOHN, new LockUser(null), it -> it.id(id));
            CommandResult first = gateway.sendAndWait(lock);

            CommandResult again = gateway.sendAndWait(lock);

            assertThat(again).isEqualTo(new CommandResult(first.aggregate(), first.version(), first.position(), true));
            assertThat(refused(CommandTo.aggregate(UUID.randomUUID(), new LockUser(null), it -> it.id(id))))
                    .extracting(Problem::code)
                    .isEqualTo(ProblemCode.COMMAND_ID_REUSED);
        }

        @Test
        void keeps_the_interrupt_of_its_thread() {
            handle(LockUser.class, command -> {
                assertThat(Thread.currentThread().isInterrupted()).isFalse();
                return "ignored";
            });
            Thread.currentThread().interrupt();

            bus.dispatch(CommandTo.aggregate(JOHN, new LockUser(null)));

            assertThat(Thread.interrupted()).isTrue();
            assertThat(handled).hasSize(1);
        }

        @Test
        void that_creates_an_aggregate_that_exists_is_handled_once() {
            existing = true;
            handle(CreateUser.class, command -> {
                throw new ConcurrencyException("the sequence number is in use");
            });

            assertThat(refused(john())).extracting(Problem::code).isEqualTo(ProblemCode.ALREADY_EXISTS);
            assertThat(handled).hasSize(1);
        }

        private Object failOnce() {
            if (handled.size() == 1) {
                throw new ConcurrencyException("another command was faster");
            }
            return "ignored";
        }
    }

    @Nested
    class A_dry_run {

        private final GatewayCommandProcessor processor =
                new GatewayCommandProcessor(gateway, gateway, KnownFailures.all(), Access.local(), Runnable::run);

        @Test
        void returns_the_events_and_commits_nothing() {
            List<UnitOfWork.Phase> phases = new ArrayList<>();
            handle(LockUser.class, command -> {
                UnitOfWork<?> work = CurrentUnitOfWork.get();
                work.onPrepareCommit(it -> phases.add(it.phase()));
                work.onCommit(it -> phases.add(it.phase()));
                work.afterCommit(it -> phases.add(it.phase()));
                work.onRollback(it -> phases.add(it.phase()));
                publish(4);
                return "ignored";
            });

            DryRun dryRun = dry(lock());

            assertThat(dryRun.response().isSuccess()).isTrue();
            assertThat(dryRun.response().position()).isNull();
            assertThat(dryRun.events())
                    .extracting(DryRun.Event::data)
                    .containsExactly(new UserActivated(new UserId(JOHN)));
            assertThat(phases).containsExactly(UnitOfWork.Phase.ROLLBACK);
            assertThat(receipts.stored).isEmpty();
            assertThat(CurrentUnitOfWork.isStarted()).isFalse();
        }

        @Test
        void that_would_create_an_aggregate_that_exists_fails() {
            existing = true;
            handle(LockUser.class, command -> {
                publish(0);
                return "ignored";
            });

            assertThat(dry(lock()).response().error().code()).isEqualTo(ProblemCode.ALREADY_EXISTS);
        }

        @Test
        void that_is_rejected_stores_no_receipt() {
            handle(LockUser.class, command -> {
                throw new Rejected(new UserLocked(new UserId(JOHN)));
            });

            assertThat(dry(lock()).response().error().code()).isEqualTo(ProblemCode.REJECTED);
            assertThat(receipts.stored).isEmpty();
        }

        /** Axon commits the unit of work of a command that fails with a checked exception. */
        @Test
        void that_fails_with_a_checked_exception_commits_nothing() {
            AtomicBoolean committed = new AtomicBoolean();
            bus.subscribe("lock-user", message -> {
                CurrentUnitOfWork.get().onPrepareCommit(it -> committed.set(true));
                throw new IOException("the disk is full");
            });

            assertThat(dry(lock()).response().error().code()).isEqualTo(ProblemCode.INTERNAL);
            assertThat(committed).isFalse();
        }

        @Test
        void includes_the_commands_that_its_handler_sends() {
            handle(ActivateUser.class, command -> {
                publish(1);
                return "ignored";
            });
            handle(LockUser.class, command -> gateway.sendAndWait(CommandTo.aggregate(JOHN, new ActivateUser())));

            assertThat(dry(lock()).events()).hasSize(1);
            assertThat(handled).hasSize(2);
            assertThat(receipts.stored).isEmpty();
        }

        @Test
        void of_a_command_that_was_handled_repeats_its_outcome() {
            handle(LockUser.class, command -> "ignored");
            Command lock = lock();
            CommandResponse first = processor.execute(lock);

            assertThat(dry(lock)).isEqualTo(new DryRun(first.asReplayed(), List.of()));
            assertThat(handled).hasSize(1);
        }

        private DryRun dry(Command command) {
            return processor.dryRun(command).join();
        }

        private Command lock() {
            return commands.create("lock-user", new LockUser(null), AggregateRef.of("user", JOHN));
        }

        /** As an event store does. */
        private void publish(long sequence) {
            StagedEvents.add(
                    List.of(new GenericDomainEventMessage<>(
                            "user", JOHN.toString(), sequence, new UserActivated(new UserId(JOHN)))),
                    UnaryOperator.identity());
        }
    }

    @Nested
    class Inside_a_handler {

        @Test
        void of_an_event_a_command_is_durable_when_it_returns() {
            handle(LockUser.class, command -> {
                assertThat(TransactionSynchronizationManager.isActualTransactionActive())
                        .isFalse();
                return "ignored";
            });
            EventMessage<String> event =
                    GenericEventMessage.<String>asEventMessage("created").andMetaData(Map.of(Command.ACTOR, "ann"));
            DefaultUnitOfWork<EventMessage<String>> work = DefaultUnitOfWork.startAndGet(event);
            work.registerCorrelationDataProvider(new CorrelationProvider());

            CommandResult result =
                    transaction.execute(status -> gateway.sendAndWait(CommandTo.aggregate(JOHN, new LockUser(null))));

            assertThat(result.position()).isEqualTo(new Position(0));
            assertThat(receipts.stored).hasSize(1);
            assertThat(CurrentUnitOfWork.get()).isSameAs(work);
            assertThat(handled.getFirst().getMetaData())
                    .containsEntry(Command.CORRELATION_ID, event.getIdentifier())
                    .containsEntry(Command.CAUSATION_ID, event.getIdentifier())
                    .containsEntry(Command.ACTOR, "ann")
                    .doesNotContainKey(Command.COMMAND_ID);
            work.rollback();
        }

        @Test
        void of_a_command_a_command_takes_effect_with_it() {
            List<CommandResult> results = new ArrayList<>();
            handle(LockUser.class, command -> "ignored");
            handle(CreateUser.class, command -> {
                results.add(gateway.sendAndWait(CommandTo.aggregate(JOHN, new LockUser(null))));
                assertThat(receipts.stored).isEmpty();
                return "ignored";
            });

            gateway.sendAndWait(john());

            assertThat(results)
                    .containsExactly(new CommandResult(AggregateRef.of("user", JOHN), -1, Position.START, false));
            assertThat(receipts.stored).hasSize(2);
        }

        @Test
        void of_a_command_a_failure_reaches_the_outer_one() {
            handle(LockUser.class, command -> {
                throw new Rejected(new UserLocked(new UserId(JOHN)));
            });
            handle(CreateUser.class, command -> gateway.sendAndWait(CommandTo.aggregate(JOHN, new LockUser(null))));

            assertThat(refused(john())).extracting(Problem::code).isEqualTo(ProblemCode.REJECTED);
            assertThat(receipts.stored).hasSize(1);
        }
    }

    @Nested
    class The_check_of_handlers {

        @Test
        void refuses_a_command_without_a_handler() {
            handle(CreateUser.class, command -> "ignored");

            StartupRefusedException refusal = catchThrowableOfType(
                    StartupRefusedException.class, () -> CommandHandlerCheck.verify(commands, bus.subscribed()));

            assertThat(refusal)
                    .hasMessageContaining(LockUser.class.getName())
                    .hasMessageNotContaining(CreateUser.class.getName());
        }

        @Test
        void refuses_a_handler_without_a_command() {
            commands.types().forEach(type -> handle(type.payload(), command -> "ignored"));
            assertThatCode(() -> CommandHandlerCheck.verify(commands, bus.subscribed()))
                    .doesNotThrowAnyException();
            bus.subscribe("com.example.Strange", command -> "ignored");

            StartupRefusedException refusal = catchThrowableOfType(
                    StartupRefusedException.class, () -> CommandHandlerCheck.verify(commands, bus.subscribed()));

            assertThat(refusal).hasMessageContaining("com.example.Strange");
        }
    }

    private static CreateUser john() {
        return new CreateUser(new PersonName("John"), new EmailAddress("john@example.com"));
    }

    private void handle(Class<?> command, MessageHandler<CommandMessage<?>> handler) {
        bus.subscribe(Names.kebab(command), message -> {
            handled.add((PreparedCommand) message);
            return handler.handle(message);
        });
    }

    private Problem refused(Object command) {
        return catchThrowableOfType(ProblemException.class, () -> gateway.sendAndWait(command))
                .problem();
    }

    /** Transactions without a database. */
    private static final class NoDatabase extends AbstractPlatformTransactionManager {

        private static final long serialVersionUID = 1L;

        @Override
        protected Object doGetTransaction() {
            return new Object();
        }

        @Override
        protected boolean isExistingTransaction(Object transaction) {
            return TransactionSynchronizationManager.isActualTransactionActive();
        }

        @Override
        protected Object doSuspend(Object transaction) {
            return transaction;
        }

        @Override
        protected void doResume(Object transaction, Object suspendedResources) {}

        @Override
        protected void doBegin(Object transaction, TransactionDefinition definition) {}

        @Override
        protected void doCommit(DefaultTransactionStatus status) {}

        @Override
        protected void doRollback(DefaultTransactionStatus status) {}
    }
}
