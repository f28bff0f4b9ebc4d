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
import java.util.function.Supplier;
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

/** Projections that are run on rows in memory, to look into the past. */
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
    void a_projection_keeps_the_views_whose_read_models_it_takes() {
        assertThat(projections.processingGroups(USERS)).containsExactly("directory");
        assertThat(projections.processingGroups(BOOKS)).containsExactly("directory");
        assertThat(projections.processingGroups(SPECIMENS)).isEmpty();
    }

    @Test
    void its_handler_changes_the_rows_as_the_event_says() {
        projections.apply(event(0, new Came("John")), rows);
        projections.apply(event(1, new Renamed("Joe")), rows);

        assertThat(rows.get(ID)).hasValueSatisfying(user -> {
            assertThat(user.name().value()).isEqualTo("Joe");
            assertThat(user.version()).isOne();
            assertThat(user.updatedAt()).isEqualTo(Users.MONDAY);
        });
    }

    @Test
    void an_event_that_nobody_handles_changes_nothing() {
        projections.apply(event(0, "nobody knows it"), rows);

        assertThat(rows.all()).isEmpty();
    }

    @Test
    void what_a_handler_does_to_another_view_is_of_no_interest() {
        projections.apply(event(0, new Lent("Momo")), rows);

        assertThat(rows.all()).isEmpty();
    }

    @Test
    void a_handler_that_works_by_other_means_is_refused_and_says_so() {
        assertThatIllegalStateException()
                .isThrownBy(() -> projections.apply(event(0, new Left()), rows))
                .withMessage("The projection directory keeps its view by other means than a ReadModel, and so knows"
                        + " the present only");
    }

    @Test
    void a_view_that_nobody_keeps_by_a_read_model_has_no_past() {
        assertThatIllegalStateException()
                .isThrownBy(() -> projections.apply(event(0, new Came("John")), new InMemoryReadModel<>(SPECIMENS)))
                .withMessageContaining("specimen")
                .withMessageContaining("ReadModel");
    }

    @Test
    void what_a_handler_throws_comes_through() {
        assertThatIllegalStateException()
                .isThrownBy(() -> projections.apply(event(0, new Renamed("Joe")), rows))
                .withMessage("user " + ID + " does not exist");
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> projections.apply(event(0, new Broke()), rows))
                .withCauseInstanceOf(IOException.class);
    }

    @Test
    void no_unit_of_work_is_left_behind() {
        projections.apply(event(0, new Came("John")), rows);
        assertThatIllegalStateException().isThrownBy(() -> projections.apply(event(1, new Left()), rows));

        assertThat(CurrentUnitOfWork.isStarted()).isFalse();
    }

    @Test
    void that_of_the_query_goes_on() {
        UnitOfWork<?> query = DefaultUnitOfWork.startAndGet(event(0, "a query"));

        projections.apply(event(0, new Came("John")), rows);
        assertThatIllegalStateException().isThrownBy(() -> projections.apply(event(1, new Left()), rows));

        assertThat(CurrentUnitOfWork.get()).isSameAs(query);
        query.commit();
        assertThat(query.isRolledBack()).isFalse();
        assertThat(rows.all()).hasSize(1);
    }

    private static ProjectionBeans projections(Object... beans) {
        ParameterResolverFactory parameters = MultiParameterResolverFactory.ordered(
                ClasspathParameterResolverFactory.forClass(ProjectionBeansTest.class),
                new ReadModelResolver(nothing(), nothing(), nothing(), nothing(), nothing(), new Signal()));
        List<ProjectionBean> all = List.of(beans).stream()
                .map(bean -> ProjectionBean.of(
                        bean, parameters, ClasspathHandlerDefinition.forClass(ProjectionBeansTest.class)))
                .toList();
        return new ProjectionBeans(() -> all);
    }

    /** What only a processor needs. */
    private static <T> Supplier<T> nothing() {
        return () -> {
            throw new AssertionError("no table is touched");
        };
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

    private record Came(String name) {}

    private record Renamed(String name) {}

    private record Lent(String title) {}

    private record Left() {}

    private record Broke() {}

    @ProcessingGroup("directory")
    private static final class Directory {

        @EventHandler
        void on(Came event, ReadModel<UserView> users) {
            users.insert(Users.john(new UserId(ID)).withName(new PersonName(event.name())));
        }

        @EventHandler
        void on(Renamed event, ReadModel<UserView> users) {
            users.update(ID, user -> user.withName(new PersonName(event.name())));
        }

        @EventHandler
        void on(Lent event, ReadModel<BookView> books) {
            books.insert(new BookView(ID, event.title(), 0));
            books.update(ID, book -> book);
            books.delete(ID);
        }

        @EventHandler
        void on(Left event) {
            // as if it deleted the row by a statement of its own
        }

        @EventHandler
        void on(Broke event, ReadModel<UserView> users) throws IOException {
            throw new IOException("broken");
        }
    }

    /** Keeps no view, and is not to act on what is long past. */
    @ProcessingGroup("automation")
    private static final class Automation {

        @EventHandler
        void on(Came event) {
            throw new AssertionError("it is not the time to act");
        }
    }
}
