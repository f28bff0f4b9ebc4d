package io.fluvius.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluvius.documentation.MainDomains;
import io.fluvius.domain.DomainDefinition;
import io.fluvius.domain.Large;
import io.fluvius.domain.Searched;
import io.fluvius.domain.Stamped;
import io.fluvius.domain.Unindexed;
import io.fluvius.domain.view.ViewType;
import io.fluvius.user.UserView;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The migrations create the indexes that the record of every large view requires. */
abstract class ViewIndexesJourney {

    @Autowired
    private DSLContext database;

    @AfterEach
    void forget() {
        database.execute("drop table if exists library_view");
    }

    @Test
    void every_large_view_of_every_domain_has_its_indexes() {
        for (DomainDefinition domain : MainDomains.definitions()) {
            assertThat(missing(domain.view())).as(domain.name()).isEmpty();
        }
        assertThat(UserView.class).hasAnnotation(Large.class);
    }

    @Test
    void each_missing_index_of_a_large_view_is_named() {
        createTable();

        assertThat(missing(LibraryView.class)).containsExactlyElementsOf(wanted());
    }

    @Test
    void an_existing_index_is_not_missing() {
        createTable();
        List<String> wanted = wanted();
        for (int at = 0; at < wanted.size(); at++) {
            create(wanted.get(at));

            assertThat(missing(LibraryView.class)).isEqualTo(wanted.subList(at + 1, wanted.size()));
        }
    }

    @Test
    void an_index_of_another_order_is_no_substitute() {
        createTable();
        create("library_view[id, title]");
        create("library_view[title desc, id]");
        create("library_view[title, id, due_on]");

        assertThat(missing(LibraryView.class)).containsExactlyElementsOf(wanted());
    }

    @Test
    void a_small_view_requires_no_index() {
        createTable();

        assertThat(new ViewIndexes(database, ViewType.of("library", Small.LibraryView.class)).missing())
                .isEmpty();
    }

    /** What the catalogue of {@link LibraryView} asks of this database. */
    abstract List<String> wanted();

    final DSLContext database() {
        return database;
    }

    private List<String> missing(Class<? extends Record> view) {
        return new ViewIndexes(database, ViewType.of("any", view)).missing();
    }

    private void create(String index) {
        boolean elements = index.contains("_ops");
        database.execute("create index on_" + Integer.toHexString(index.hashCode()) + " on "
                + index.replace("[", elements ? " using gin (" : " (").replace(']', ')'));
    }

    private void createTable() {
        database.execute("""
                create table library_view (id uuid not null primary key, title varchar not null, title_folded varchar not null,
                    due_on date, topics varchar array not null, remarks varchar, remarks_folded varchar, version bigint not null)
                """);
    }

    @Large
    record LibraryView(
            UUID id,
            @Searched String title,
            @Nullable LocalDate dueOn,
            Set<String> topics,
            @Unindexed @Nullable String remarks,
            @Stamped(Stamped.With.VERSION) long version) {}

    interface Small {
        record LibraryView(
                UUID id,
                @Searched String title,
                @Stamped(Stamped.With.VERSION) long version) {}
    }
}
