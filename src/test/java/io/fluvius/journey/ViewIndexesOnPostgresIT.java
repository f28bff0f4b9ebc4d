package io.fluvius.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluvius.domain.view.ViewType;
import io.fluvius.environment.DatabaseOnly;
import io.fluvius.environment.OnPostgres;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;

@OnPostgres(classes = DatabaseOnly.class, webEnvironment = WebEnvironment.NONE)
class ViewIndexesOnPostgresIT extends ViewIndexesJourney {

    @Override
    List<String> wanted() {
        return List.of(
                "library_view[title, id]",
                "library_view[title_folded gin_trgm_ops]",
                "library_view[due_on, id]",
                "library_view[topics array_ops]",
                "library_view[version, id]");
    }

    @Test
    void a_partial_index_is_no_substitute() {
        database()
                .execute(
                        "create table library_view (id uuid primary key, title varchar, title_folded varchar,"
                                + " due_on date, topics varchar array, remarks varchar, remarks_folded varchar, version bigint)");
        database().execute("create index partly on library_view (title, id) where version > 0");

        assertThat(new ViewIndexes(database(), ViewType.of("any", LibraryView.class)).missing())
                .containsExactlyElementsOf(wanted());
    }
}
