package io.fluvius.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.fluvius.domain.ReadModel;
import io.fluvius.domain.Stamped;
import io.fluvius.domain.view.InMemoryReadModel;
import io.fluvius.domain.view.ViewType;
import io.fluvius.progress.Signal;
import io.fluvius.user.PersonName;
import io.fluvius.user.UserId;
import io.fluvius.user.UserView;
import io.fluvius.user.Users;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.messaging.annotation.ClasspathHandlerDefinition;
import org.axonframework.messaging.annotation.ClasspathParameterResolverFactory;
import org.axonframework.messaging.annotation.MultiParameterResolverFactory;
import org.axonframework.messaging.annotation.ParameterResolverFactory;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.junit.jupiter.api.Test;

/** Projections applied to rows in memory, as time travel does. */
class ProjectionBeansTest {

    record BookView(
            UUID id,
            String title,
            @Stamped(Stamped.With.VERSION) long version) {}

    private static final ViewType<UserView> USERS = ViewType.of("user", UserView.class);
    private static final ViewType<BookView> BOOKS = ViewType.of("book", BookView.class);
    private static final ViewType<Specimen> SPECIMENS = ViewType.of("specimen", Specimen.class);
    private static final UUID ID = UUID.randomUUID();

    private final InMemoryReadModel<UserView> rows = new InMemoryReadModel<>(USERS);
    private final ProjectionBeans projections = projections(new Directory(), new Automation());

    @Test
    void a_projection_maintains_the_views_of_its_read_model_parameters() {
        assertThat(projections.processingGroups(USERS)).containsExactly("directory");
        assertThat(projections.processingGroups(BOOKS)).containsExactly("directory");
        assertThat(projections.processingGroups(SPECIMENS)).isEmpty();
    }

    @Test
    void its_handler_changes_the_rows() {
        projections.apply(event(0, new Added("John")), rows);
        projections.apply(event(1, new Renamed("Joe")), rows);

        assertThat(rows.get(ID)).hasValueSatisfying(user -> {
            assertThat(user.name().value()).isEqualTo("Joe");
            assertThat(user.version()).isOne();
            assertThat(user.updatedAt()).isEqualTo(Users.MONDAY);
        });
    }

    @Test
    void an_event_without_a_handler_changes_unused() {
        projections.apply(event(0, "an unknown event"), rows);

        assertThat(rows.all()).isEmpty();
    }

    @Test
    void changes_of_another_view_are_ignored() {
        projections.apply(event(0, new BookLent("Momo")), rows);

        assertThat(rows.all()).isEmpty();
    }

    @Test
    void a_handler_without_a_read_model_is_not_invoked() {
        assertThatIllegalStateException()
                .isThrownBy(() -> projections.apply(event(0, new Removed()), rows))
                .withMessage("The projection directory handles this event without a ReadModel; only the current state"
                        + " of its view can be queried");
    }

    @Test
    void a_view_without_a_projection_has_no_past_state() {
        assertThatIllegalStateException()
                .isThrownBy(() -> projections.apply(event(0, new Added("John")), new InMemoryReadModel<>(SPECIMENS)))
                .withMessageContaining("specimen")
                .withMessageContaining("ReadModel");
    }

    @Test
    void an_exception_of_a_handler_is_thrown() {
        assertThatIllegalStateException()
                .isThrownBy(() -> projections.apply(event(0, new Renamed("Joe")), rows))
                .withMessage("user " + ID + " does not exist");
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> projections.apply(event(0, new Corrupted()), rows))
                .withCauseInstanceOf(IOException.class);
    }

    @Test
    void no_unit_of_work_remains() {
        projections.apply(event(0, new Added("John")), rows);
        assertThatIllegalStateException().isThrownBy(() -> projections.apply(event(1, new Removed()), rows));

        assertThat(CurrentUnitOfWork.isStarted()).isFalse();
    }

    @Test
    void the_unit_of_work_of_the_query_continues() {
        UnitOfWork<?> query = DefaultUnitOfWork.startAndGet(event(0, "a query"));

        projections.apply(event(0, new Added("John")), rows);
        assertThatIllegalStateException().isThrownBy(() -> projections.apply(event(1, new Removed()), rows));

        assertThat(CurrentUnitOfWork.get()).isSameAs(query);
        query.commit();
        assertThat(query.isRolledBack()).isFalse();
        assertThat(rows.all()).hasSize(1);
    }

    private static ProjectionBeans projections(Object... beans) {
        ViewTables tables = new ViewTables(List.of(USERS, BOOKS, SPECIMENS), false);
        ParameterResolverFactory parameters = MultiParameterResolverFactory.ordered(
                ClasspathParameterResolverFactory.forClass(ProjectionBeansTest.class),
                new ReadModelResolver(() -> tables, group -> unused(), new Signal()));
        List<ProjectionBean> all = List.of(beans).stream()
                .map(bean -> new ProjectionBean(
                        bean, parameters, ClasspathHandlerDefinition.forClass(ProjectionBeansTest.class)))
                .toList();
        return new ProjectionBeans(() -> all);
    }

    /** Stands in for what only an event processor uses. */
    private static ProjectionBatch unused() {
        throw new AssertionError("only an event processor uses this");
    }

    private static DomainEventMessage<?> event(long sequence, Object payload) {
        return new GenericDomainEventMessage<>(
                "user",
                ID.toString(),
                sequence,
                payload,
                Map.of(),
                UUID.randomUUID().toString(),
                time(sequence));
    }

    private static Instant time(long sequence) {
        return sequence == 1 ? Users.MONDAY : Instant.EPOCH;
    }

    private record Added(String name) {}

    private record Renamed(String name) {}

    private record BookLent(String title) {}

    private record Removed() {}

    private record Corrupted() {}

    @ProcessingGroup("directory")
    private static final class Directory {

        @EventHandler
        void on(Added event, ReadModel<UserView> users) {
            users.insert(Users.john(new UserId(ID)).withName(new PersonName(event.name())));
        }

        @EventHandler
        void on(Renamed event, ReadModel<UserView> users) {
            users.update(ID, user -> user.withName(new PersonName(event.name())));
        }

        @EventHandler
        void on(BookLent event, ReadModel<BookView> books) {
            books.insert(new BookView(ID, event.title(), 0));
            books.update(ID, book -> book);
            books.delete(ID);
        }

        @EventHandler
        void on(Removed event) {
            // stands for a handler that deletes the row with SQL
        }

        @EventHandler
        void on(Corrupted event, ReadModel<UserView> users) throws IOException {
            throw new IOException("broken");
        }
    }

    /** Maintains no view; time travel must not invoke it. */
    @ProcessingGroup("automation")
    private static final class Automation {

        @EventHandler
        void on(Added event) {
            throw new AssertionError("invoked for a past event");
        }
    }
}
